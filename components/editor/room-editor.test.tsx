import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SaveInput } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import { fill, getRow, openReview, renderEditor } from './testing/render-editor'

type Rendered = ReturnType<typeof renderEditor>

/** An editor with one change, and a way to save it. */
async function renderChanged() {
  const editor = renderEditor({ banner: 'hello', goal: '5' })
  await fill(editor.user, getRow('banner').value, 'mine')
  return editor
}
async function save({ user }: Rendered) {
  const review = await openReview(user)
  await user.click(review.getByRole('button', { name: /^Save 1 change/ }))
}
const savedChange = { changes: [{ key: 'banner', from: 'hello', to: 'mine' }] }
const requests = ({ api }: Rendered) => api.requestsTo('saveMetadata')
const keyOf = (editor: Rendered, index: number) =>
  requests(editor)[index]?.headers.get('idempotency-key')

describe('a save', () => {
  it('reads the room for the review, sends only the changes, and confirms', async () => {
    const editor = await renderChanged()
    const review = await openReview(editor.user)
    expect(editor.api.requestsTo('readMetadata')[0]?.url.search).toBe('?fresh=1')
    await editor.user.type(review.getByRole('textbox', { name: /^Note/ }), 'typo')
    await editor.user.click(review.getByRole('button', { name: /^Save 1 change/ }))
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(requests(editor).map(({ body }) => body)).toEqual([{ ...savedChange, note: 'typo' }])
    expect(keyOf(editor, 0)).toMatch(/^[0-9a-f-]{36}$/)
    expect(screen.getByText('No changes')).toBeVisible()
    expect(getRow('banner').value).toHaveValue('mine')
  })

  it('never shows what the room had before, nor a change of others, when it ends', async () => {
    const editor = await renderChanged()
    const { element } = getRow('banner')
    const review = await openReview(editor.user)
    // What the page knows when the save ends comes from its response alone.
    editor.api.handlers.readMetadata = () => new Promise(() => undefined)
    const texts: (string | null)[] = []
    const observer = new MutationObserver(() => texts.push(element.textContent))
    observer.observe(element, { childList: true, characterData: true, subtree: true })
    await editor.user.click(review.getByRole('button', { name: /^Save 1 change/ }))
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    await waitFor(() => expect(screen.getByText('No changes')).toBeVisible())
    observer.disconnect()
    expect(texts.join('\n')).not.toMatch(/hello|updated|Changed/)
  })

  it('records the warnings that it was confirmed despite', async () => {
    const editor = renderEditor({ banner: 'hello', poll: '{"open": true}' })
    await fill(editor.user, getRow('poll').value, '{"open": true')
    const review = await openReview(editor.user)
    expect(review.getByText(/was valid JSON and no longer is\.$/)).toBeVisible()
    await editor.user.click(review.getByRole('button', { name: /^Save 1 change anyway/ }))
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(requests(editor)[0]?.body).toMatchObject({
      acknowledged: [{ key: 'poll', warning: 'json-broken' }],
    })
  })

  it('starts from the field that a warning leads to', async () => {
    const { user } = renderEditor({ poll: '{"open": true}' })
    await fill(user, getRow('poll').value, '{"open": true')
    const review = await openReview(user)
    await user.click(review.getByRole('button', { name: 'Fix poll' }))
    await waitFor(() => expect(getRow('poll').value).toHaveFocus())
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('}')
    expect(getRow('poll').value).toHaveValue('{"open": true}')
  })

  it('freezes the rows until the response arrives', async () => {
    const editor = await renderChanged()
    let respond: () => void = () => undefined
    editor.api.handlers.saveMetadata = () =>
      new Promise((resolve) => {
        respond = () => resolve({ change: editor.room.save(savedChange) })
      })
    await save(editor)
    expect(await screen.findByText('Saving…')).toBeVisible()
    await editor.user.type(getRow('goal').value, '6')
    expect(getRow('goal').value).toHaveValue('5')
    for (const name of ['Discard', 'Delete goal', 'Add key'])
      expect(screen.queryByRole('button', { name })).toBeNull()
    await editor.user.keyboard('{Control>}s{/Control}')
    expect(screen.queryByRole('dialog')).toBeNull()
    respond()
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    await editor.user.type(getRow('goal').value, '6')
    expect(getRow('goal').value).toHaveValue('56')
  })

  it('without changes is not reviewed', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    await user.click(screen.getByRole('button', { name: /^Review changes/ }))
    expect(await screen.findByText('No changes to save.')).toBeVisible()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('shows the changes of others that the read for the review found', async () => {
    const editor = await renderChanged()
    editor.room.write({ banner: 'hello', goal: '6' })
    const review = await openReview(editor.user)
    expect(review.getByText('goal').parentElement).toHaveTextContent('goal was changed')
    await editor.user.click(review.getByRole('button', { name: /^Save 1 change/ }))
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(requests(editor)[0]?.body).toEqual(savedChange)
    expect(getRow('goal').value).toHaveValue('6')
  })
})

describe('a failed save', () => {
  it('opens the conflicts if others changed the same key meanwhile', async () => {
    const editor = await renderChanged()
    editor.api.handlers.saveMetadata = () => {
      editor.room.write({ banner: 'theirs', goal: '5' })
      throw new Problem('room.changed', { theirs: [{ key: 'banner', value: 'theirs' }] })
    }
    await save(editor)
    expect(await screen.findByRole('dialog', { name: '1 conflict' })).toBeVisible()
    expect(screen.getByDisplayValue('mine')).toBeInTheDocument()
  })

  it('shows at its field what the Live service refused, until it is edited', async () => {
    const editor = await renderChanged()
    editor.api.handlers.saveMetadata = () => {
      const entries = [{ key: 'banner', at: 'value', code: 'value.refused' } as const]
      throw new Problem('value.refused', { params: { bytes: 4 }, entries })
    }
    await save(editor)
    await waitFor(() => expect(getRow('banner').value).toBeInvalid())
    expect(getRow('banner').value).toHaveAccessibleDescription(
      /^The Live service says this value is too long \(4 bytes\)/,
    )
    await editor.user.type(getRow('banner').value, '{Backspace}')
    expect(getRow('banner').value).toBeValid()
  })

  it('is sent again with a new key, and keeps the text', async () => {
    const editor = await renderChanged()
    const { saveMetadata } = editor.api.handlers
    editor.api.handlers.saveMetadata = () => {
      throw new Problem('engine.busy')
    }
    await save(editor)
    const retry = await screen.findByRole('button', { name: 'Try again' })
    expect(getRow('banner').value).toHaveValue('mine')
    editor.api.handlers.saveMetadata = saveMetadata
    await editor.user.click(retry)
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(requests(editor).map(({ body }) => body)).toEqual([savedChange, savedChange])
    expect(keyOf(editor, 1)).not.toBe(keyOf(editor, 0))
  })

  it('because the room ended leaves the text to be copied', async () => {
    const editor = await renderChanged()
    const refuse = () => {
      editor.api.handlers.readMetadata = refuse
      throw new Problem('room.gone')
    }
    editor.api.handlers.saveMetadata = refuse
    await save(editor)
    expect(await screen.findByText('This room has ended')).toBeVisible()
    expect(getRow('banner').value).toHaveValue('mine')
    expect(getRow('banner').value).toHaveAttribute('readonly')
    expect(screen.queryByRole('button', { name: /^Review changes/ })).toBeNull()
  })
})

describe('a save without a response', () => {
  const loseResponse = () => {
    throw new TypeError('fetch failed')
  }

  it('is looked up, and confirmed when the server knows it', async () => {
    const editor = await renderChanged()
    editor.api.handlers.saveMetadata = loseResponse
    editor.api.handlers.readSave = () => ({ change: editor.room.save(savedChange) })
    await save(editor)
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(requests(editor)).toHaveLength(1)
    expect(editor.api.requestsTo('readSave')[0]?.url.pathname).toContain(keyOf(editor, 0))
  })

  it('is sent again with the same key, so that it is applied once', async () => {
    const editor = await renderChanged()
    const { saveMetadata } = editor.api.handlers
    editor.api.handlers.saveMetadata = loseResponse
    editor.api.handlers.readSave = () => {
      throw new Problem('request.not-found')
    }
    await save(editor)
    const retry = await screen.findByRole('button', { name: 'Try again' })
    expect(screen.getByText(/^The server hasn’t received this save\./)).toBeVisible()
    editor.api.handlers.saveMetadata = saveMetadata
    await editor.user.click(retry)
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(keyOf(editor, 1)).toBe(keyOf(editor, 0))
  })
})

describe('a save that is not settled yet', () => {
  it('is polled until its outcome is known', async () => {
    const editor = await renderChanged()
    editor.api.handlers.saveMetadata = ({ body }) => {
      const change = editor.room.save(body as SaveInput)
      return { change: { ...change, outcome: 'unknown', settledAt: null, results: [] } }
    }
    editor.api.handlers.readChange = () => ({ change: editor.room.save(savedChange) })
    await save(editor)
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(screen.getByText('No changes')).toBeVisible()
  })
})
