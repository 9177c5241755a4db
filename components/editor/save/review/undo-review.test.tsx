import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { changeOf } from '@/lib/shared/changes/testing/change'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { getButton, getLines, renderReview } from '../testing/render-review'

describe('the review of an undo', () => {
  const undoOf = (changes: KeyChange[]) => ({ undo: { change: changeOf(changes), note: '' } })

  it('lists the inverse of the change, with a rename as one, and nothing of the draft', () => {
    renderReview({
      entries: [
        { key: 'banner', value: 'Bye' },
        { key: 'title', value: 'Final' },
      ],
      rows: [loaded('banner', 'Bye', { value: 'typed' }), loaded('title', 'Final')],
      dialog: undoOf([
        { key: 'banner', from: 'Hello', to: 'Bye' },
        { key: 'headline', from: 'Final', to: null },
        { key: 'title', from: null, to: 'Final' },
      ]),
    })
    expect(getLines()).toEqual(['Changebanner+2 bytesByeHello', 'Renametitle to headlinesame size'])
    expect(getButton(/^Undo 2 changes/)).toBeVisible()
  })

  it('needs no name of the room to delete what the change added', async () => {
    const entries = [{ key: 'banner', value: 'Hello' }]
    const dialog = undoOf([{ key: 'banner', from: null, to: 'Hello' }])
    const { dispatch, user } = renderReview({ entries, rows: [loaded('banner', 'Hello')], dialog })
    await user.click(getButton(/^Undo 1 change/))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'confirm', acknowledged: [] })
  })

  it('warns of a value that was broken before, but does not send people to the draft', () => {
    const entries = [{ key: 'product', value: '{"id": 1}' }]
    const dialog = undoOf([{ key: 'product', from: '{"id": 1', to: '{"id": 1}' }])
    renderReview({ entries, rows: [loaded('product', '{"id": 1}')], dialog })
    expect(screen.getByText(/was valid JSON and no longer is/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Fix/ })).toBeNull()
    expect(getButton(/^Undo 1 change anyway/)).toBeVisible()
  })
})
