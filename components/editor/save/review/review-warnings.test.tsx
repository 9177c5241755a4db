import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { loaded, row } from '@/lib/shared/changes/testing/draft-rows'
import { getButton, getSaveButton, renderReview } from '../testing/render-review'

describe('warnings', () => {
  const entries = [
    { key: 'product', value: '{"id": 8812}' },
    { key: 'banner', value: 'Hello' },
  ]
  const rows = [
    loaded('product', '{"id": 8812}', { value: '{"id": 8812' }),
    loaded('banner', 'Hello', { value: 'Hello ' }),
    row('Banner', 'x'),
  ]
  const warnings = () =>
    within(screen.getByText(/^Check .* before saving$/).parentElement as HTMLElement)
      .getAllByRole('listitem')
      .map((line) => line.textContent)

  it('name what was valid and no longer is, and what cannot be seen', () => {
    renderReview({ entries, rows })
    expect(screen.getByText('Check these 3 warnings before saving')).toBeVisible()
    expect(warnings()).toEqual([
      'Banner is easily mistaken for the key banner.Fix',
      'The value of banner has new spaces or line breaks at its start or end.Fix',
      'product was valid JSON and no longer is.Fix',
    ])
    expect(getSaveButton()).toHaveTextContent('Save 3 changes anyway to Evening show')
  })

  it('are not skipped by two presses of a shortcut', async () => {
    const { dispatch, user } = renderReview({ entries, rows: rows.slice(0, 1) })
    await waitFor(() => expect(getButton('Fix product')).toHaveFocus())
    await user.keyboard('{Control>}s{/Control}')
    expect(dispatch).not.toHaveBeenCalled()
    expect(getSaveButton()).toHaveFocus()
    await user.keyboard('{Control>}s{/Control}')
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({
      type: 'confirm',
      acknowledged: [{ key: 'product', warning: 'json-broken' }],
    })
  })

  it('lead back to the editor', async () => {
    const { dispatch, user } = renderReview({ entries, rows })
    await user.click(getButton('Fix product'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'close-dialog' })
  })

  it('are absent if nothing is suspicious', () => {
    renderReview()
    expect(screen.queryByRole('button', { name: /^Fix/ })).toBeNull()
  })
})
