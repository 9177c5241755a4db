import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { fill, getRow, openReview, renderEditor } from '../../testing/render-editor'

const undoButton = () => screen.findByRole('button', { name: 'Undo this save' })
const queryUndoButton = () => screen.queryByRole('button', { name: 'Undo this save' })
const undoDialog = async () => within(await screen.findByRole('dialog', { name: /^Undo changes/ }))
const bodies = (editor: Awaited<ReturnType<typeof renderSaved>>) =>
  editor.api.requestsTo('saveMetadata').map(({ body }) => body)

/** An editor in which `banner` was just changed from "Hello" to "Bye". */
async function renderSaved() {
  const editor = renderEditor({ banner: 'Hello', goal: '5' })
  await fill(editor.user, getRow('banner').value, 'Bye')
  const review = await openReview(editor.user)
  await editor.user.click(review.getByRole('button', { name: /^Save 1 change/ }))
  await screen.findByText(/^Saved and confirmed/)
  return editor
}

describe('undoing the last save', () => {
  it('takes two presses, is confirmed, and names the save that it undoes', async () => {
    const editor = await renderSaved()
    await editor.user.click(await undoButton())
    const review = await undoDialog()
    expect(review.getByText(/^Takes back what you saved/)).toBeVisible()
    await editor.user.click(review.getByRole('button', { name: /^Undo 1 change/ }))
    expect(await screen.findByText(/^Undone and confirmed/)).toBeVisible()
    expect(bodies(editor)[1]).toEqual({
      changes: [{ key: 'banner', from: 'Bye', to: 'Hello' }],
      restores: 'c',
    })
    await waitFor(() => expect(getRow('banner').value).toHaveValue('Hello'))
    expect(screen.getByText('No changes')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Redo what was undone' })).toBeVisible()
  })

  it('leaves the draft alone, also in a row of the same key, and names no one else', async () => {
    const editor = await renderSaved()
    await fill(editor.user, getRow('goal').value, '6')
    await fill(editor.user, getRow('banner').value, 'typed')
    await editor.user.click(await undoButton())
    const review = await undoDialog()
    expect(review.getByText(/Your draft isn’t part of this/)).toBeVisible()
    expect(review.getAllByRole('listitem')).toHaveLength(1)
    await editor.user.click(review.getByRole('button', { name: /^Undo 1 change/ }))
    await screen.findByText(/^Undone and confirmed/)
    expect(bodies(editor)[1]).toMatchObject({
      changes: [{ key: 'banner', from: 'Bye', to: 'Hello' }],
    })
    expect(getRow('goal').value).toHaveValue('6')
    expect(getRow('banner').value).toHaveValue('typed')
    expect(screen.getByText('2 changed')).toBeVisible()
    expect(screen.queryByText(/conflict/)).toBeNull()
    expect(screen.queryByText(/updated/, { selector: 'section *' })).toBeNull()
  })

  it('is offered until others write the key, not another one', async () => {
    const editor = await renderSaved()
    await undoButton()
    await editor.changeByOthers({ banner: 'Bye', goal: '9' })
    expect(await undoButton()).toBeVisible()
    await editor.changeByOthers({ banner: 'theirs', goal: '9' })
    await waitFor(() => expect(queryUndoButton()).toBeNull())
    await editor.changeByOthers({ banner: 'Bye', goal: '9' })
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(queryUndoButton()).toBeNull()
  })

  it('leads to the versions if others write the key while it is reviewed', async () => {
    const editor = await renderSaved()
    await editor.user.click(await undoButton())
    const review = await undoDialog()
    await editor.changeByOthers({ banner: 'theirs', goal: '5' })
    expect(await review.findByText(/was changed again/)).toBeVisible()
    expect(review.queryByRole('button', { name: /^Undo/ })).toBeNull()
    await editor.user.click(review.getByRole('button', { name: 'Compare versions' }))
    expect(await screen.findByRole('dialog', { name: '1 conflict' })).toBeVisible()
    expect(bodies(editor)).toHaveLength(1)
  })

  it('says that the draft is as it was if the server finds a change of others', async () => {
    const editor = await renderSaved()
    await fill(editor.user, getRow('goal').value, '6')
    await editor.user.click(await undoButton())
    const review = await undoDialog()
    editor.api.handlers.saveMetadata = () => {
      editor.room.write({ banner: 'theirs', goal: '5' })
      throw new Problem('room.changed', { theirs: [{ key: 'banner', value: 'theirs' }] })
    }
    await editor.user.click(review.getByRole('button', { name: /^Undo 1 change/ }))
    expect(await screen.findByText(/^Not undone/)).toBeVisible()
    expect(getRow('goal').value).toHaveValue('6')
    await waitFor(() => expect(getRow('banner').value).toHaveValue('theirs'))
    await editor.user.click(screen.getByRole('button', { name: 'Compare' }))
    expect(await screen.findByRole('dialog', { name: '1 conflict' })).toBeVisible()
  })
})
