import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SaveInput } from '@/lib/shared/api/contract'
import { fill, getRow, openReview, renderEditor } from '../testing/render-editor'

/** Saves two changes; an app overwrites the banner before the save is read back. */
async function renderOverwritten(found: string | null) {
  const editor = renderEditor({ banner: 'hello', goal: '5' })
  editor.api.handlers.saveMetadata = ({ body }) => {
    const change = editor.room.save(body as SaveInput)
    editor.room.write(found === null ? { goal: '6' } : { banner: found, goal: '6' })
    const results = change.results.map((result) =>
      result.key === 'banner' ? { ...result, found } : result,
    )
    return { change: { ...change, results } }
  }
  await fill(editor.user, getRow('banner').value, 'mine')
  await fill(editor.user, getRow('goal').value, '6')
  const review = await openReview(editor.user)
  await editor.user.click(review.getByRole('button', { name: /^Save 2 changes/ }))
  await editor.user.click(await screen.findByRole('button', { name: 'Compare' }))
  const dialog = await screen.findByRole('dialog', { name: 'Changed again after your save' })
  return { ...editor, dialog: within(dialog) }
}

describe('a save that was overwritten at once', () => {
  it('shows what was saved and what the room has now, for the overwritten key only', async () => {
    const { dialog } = await renderOverwritten('theirs')
    expect(dialog.getAllByRole('heading', { level: 3 })).toHaveLength(1)
    expect(dialog.getByRole('heading', { name: 'banner' })).toBeVisible()
    const [saved, now] = dialog.getAllByRole('definition').map((dd) => dd.textContent)
    expect([saved, now]).toEqual(['mine', 'minetheirs'])
  })

  it('shows that the key is gone', async () => {
    const { dialog } = await renderOverwritten(null)
    expect(dialog.getAllByRole('definition')[1]).toHaveTextContent('no such key')
  })

  it('puts my value into the draft on request, based on the value of now', async () => {
    const { dialog, user, api } = await renderOverwritten('theirs')
    await user.click(dialog.getByRole('button', { name: 'Put mine in the draft' }))
    expect(dialog.getByText('In your draft')).toBeVisible()
    expect(dialog.queryByRole('button', { name: 'Put mine in the draft' })).toBeNull()
    await user.click(dialog.getByRole('button', { name: 'Back to editing' }))
    expect(getRow('banner').value).toHaveValue('mine')
    expect(screen.getByText('1 changed')).toBeVisible()
    expect(api.requestsTo('saveMetadata')).toHaveLength(1)
    const review = await openReview(user)
    await user.click(review.getByRole('button', { name: /^Save 1 change/ }))
    await waitFor(() => expect(api.requestsTo('saveMetadata')).toHaveLength(2))
    const save = api.requestsTo('saveMetadata')[1]
    expect(save?.body).toEqual({ changes: [{ key: 'banner', from: 'theirs', to: 'mine' }] })
  })

  it('keeps the value of now if the dialog is closed', async () => {
    const { dialog, user } = await renderOverwritten('theirs')
    await user.click(dialog.getByRole('button', { name: 'Back to editing' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(getRow('banner').value).toHaveValue('theirs')
    expect(screen.getByText('No changes')).toBeVisible()
  })
})
