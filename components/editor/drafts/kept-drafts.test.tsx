import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDraftStorage } from '@/lib/client/drafts/draft-storage'
import { recordOf } from '@/lib/client/drafts/testing/draft-records'
import { createRefusedStorage } from '@/lib/client/drafts/testing/memory-storage'
import { createWindowIdentity } from '@/lib/client/drafts/window-identity'
import { Problem } from '@/lib/shared/api/problem'
import { loaded, row } from '@/lib/shared/changes/testing/draft-rows'
import { fill, getRow, openReview, renderEditor } from '../testing/render-editor'
import { ada } from '../testing/test-providers'

const storage = createDraftStorage()
const slug = 'live-7'
const list = () => storage.list(ada.id, slug)
// Drafts are offered once the page is idle.
beforeEach(() => vi.stubGlobal('requestIdleCallback', (task: () => void) => setTimeout(task)))

/** A draft that a closed window left a minute ago. */
const left = (edit: Parameters<typeof recordOf>[0] = {}) =>
  recordOf({ slug, savedAt: new Date(Date.now() - 60_000).toISOString(), ...edit })
const offers = async () => within(await screen.findByRole('region', { name: 'Kept drafts' }))

async function typeDraft(text = 'mine') {
  const editor = renderEditor({ banner: 'Hello' })
  await fill(editor.user, getRow('banner').value, text)
  await waitFor(async () => expect((await list())[0]?.rows[0]?.value).toBe(text))
  return editor
}

describe('what is typed', () => {
  it('is offered when the page opens again, and restored on request', async () => {
    await typeDraft()
    cleanup()
    const { user } = renderEditor({ banner: 'Hello' })
    expect(getRow('banner').value).toHaveValue('Hello')
    const region = await offers()
    expect(region.getByText(/^Unsaved changes from/)).toBeVisible()
    expect(region.getByText('banner')).toBeVisible()
    await user.click(region.getByRole('button', { name: 'Restore' }))
    expect(getRow('banner').value).toHaveValue('mine')
    expect(screen.queryByRole('region', { name: 'Kept drafts' })).toBeNull()
    await waitFor(async () => expect(await list()).toHaveLength(1))
  })

  it('is kept with its note and with the text in the import', async () => {
    const { user } = await typeDraft()
    const review = await openReview(user)
    await user.type(review.getByRole('textbox', { name: /^Note/ }), 'why')
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Import…' }))
    await user.click(await screen.findByRole('textbox', { name: /^Lines of/ }))
    await user.paste('a=1')
    await user.keyboard('{Escape}')
    await waitFor(async () =>
      expect((await list())[0]).toMatchObject({ note: 'why', importText: 'a=1' }),
    )
    cleanup()
    const again = renderEditor({ banner: 'Hello' })
    await again.user.click((await offers()).getByRole('button', { name: 'Restore' }))
    await again.user.click(screen.getByRole('button', { name: 'Import…' }))
    expect(await screen.findByRole('textbox', { name: /^Lines of/ })).toHaveValue('a=1')
    await again.user.keyboard('{Escape}')
    const reopened = await openReview(again.user)
    expect(reopened.getByRole('textbox', { name: /^Note/ })).toHaveValue('why')
  })

  it('is no longer kept after a confirmed save', async () => {
    const { user } = await typeDraft()
    const review = await openReview(user)
    await user.click(review.getByRole('button', { name: /^Save 1 change/ }))
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    await waitFor(async () => expect(await list()).toEqual([]))
  })

  it('stays kept after a failed save', async () => {
    const { user, api } = await typeDraft()
    api.handlers.saveMetadata = () => {
      throw new Problem('engine.busy')
    }
    const review = await openReview(user)
    await user.click(review.getByRole('button', { name: /^Save 1 change/ }))
    await screen.findByRole('button', { name: 'Try again' })
    expect(await list()).toHaveLength(1)
  })

  it('is no longer kept after it was discarded, which can be undone after a reload', async () => {
    const { user } = await typeDraft()
    await user.click(screen.getByRole('button', { name: 'Discard' }))
    await waitFor(async () => expect(await list()).toEqual([]))
    cleanup()
    const again = renderEditor({ banner: 'Hello' })
    const region = await offers()
    expect(region.getByText(/^Draft from/)).toHaveTextContent(/discarded\.$/)
    await again.user.click(region.getByRole('button', { name: 'Undo' }))
    await again.user.click(await region.findByRole('button', { name: 'Restore' }))
    expect(getRow('banner').value).toHaveValue('mine')
  })
})

describe('an offered draft', () => {
  it('is rebased onto the room, and its conflicts are marked', async () => {
    await storage.put(left({ rows: [loaded('banner', 'Hello', { value: 'mine' }), row('a', 'b')] }))
    const { user } = renderEditor({ banner: 'theirs', goal: '5' })
    await user.click((await offers()).getByRole('button', { name: 'Restore' }))
    expect(getRow('banner').value).toHaveValue('mine')
    expect(getRow('goal').value).toHaveValue('5')
    expect(getRow('a').value).toHaveValue('b')
    expect(screen.getByText('1 changed · 1 new · 1 conflict')).toBeVisible()
  })

  it('is discarded on request, which can be undone', async () => {
    await storage.put(left())
    const { user } = renderEditor({ banner: 'Hello' })
    const region = await offers()
    await user.click(region.getByRole('button', { name: 'Discard' }))
    await waitFor(async () => expect(await list()).toEqual([]))
    await user.click(region.getByRole('button', { name: 'Undo' }))
    expect(await region.findByRole('button', { name: 'Restore' })).toBeVisible()
    await waitFor(async () => expect(await list()).toHaveLength(1))
  })

  it('does not replace what was typed meanwhile: both are kept', async () => {
    await storage.put(left())
    const { user } = renderEditor({ banner: 'Hello' })
    await fill(user, getRow('banner').value, 'typed meanwhile')
    await user.click((await offers()).getByRole('button', { name: 'Restore' }))
    expect(getRow('banner').value).toHaveValue('mine')
    await user.click((await offers()).getByRole('button', { name: 'Restore' }))
    expect(getRow('banner').value).toHaveValue('typed meanwhile')
  })

  it('comes newest first if there are several', async () => {
    const savedAt = new Date(Date.now() - 3_600_000).toISOString()
    await storage.put(left({ windowId: 'w2', savedAt, rows: [row('older', '1')] }))
    await storage.put(left())
    renderEditor({ banner: 'Hello' })
    const items = (await offers()).getAllByRole('listitem')
    expect(items.map((item) => item.textContent)).toEqual([
      expect.stringContaining('banner'),
      expect.stringContaining('older'),
    ])
  })

  it('is not one on the screen of another window, until that is closed', async () => {
    await storage.put(left())
    const other = createWindowIdentity()
    sessionStorage.setItem('windowId', 'w1')
    expect(other.getId()).toBe('w1')
    sessionStorage.clear()
    const close = other.open(() => undefined)
    renderEditor({ banner: 'Hello' })
    await storage.put(left({ windowId: 'w2', rows: [row('closed', '1')] }))
    expect((await offers()).getAllByRole('listitem')).toHaveLength(1)
    close()
    document.dispatchEvent(new Event('visibilitychange'))
    await waitFor(async () => expect((await offers()).getAllByRole('listitem')).toHaveLength(2))
  })

  it('is copied by a viewer, who cannot restore it', async () => {
    await storage.put(left())
    renderEditor({ banner: 'Hello' }, { role: 'viewer' })
    const region = await offers()
    expect(region.getByRole('button', { name: 'Copy all (JSON)' })).toBeVisible()
    expect(region.queryByRole('button', { name: 'Restore' })).toBeNull()
  })

  it.each([
    ['of another person', { userId: 'bo' }],
    ['of another room', { slug: 'other' }],
    ['that is older than seven days', { savedAt: '2026-01-01T12:00:00.000Z' }],
  ])('is never one %s', async (_, edit) => {
    const other = left(edit)
    await storage.put(other)
    await storage.put(left({ windowId: 'w2', rows: [row('mine', '1')] }))
    renderEditor({ banner: 'Hello' })
    expect((await offers()).getAllByRole('listitem')).toHaveLength(1)
    await storage.remove(other)
  })
})

describe('a browser that keeps nothing', () => {
  beforeEach(() => {
    vi.stubGlobal('localStorage', createRefusedStorage())
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('refused', 'QuotaExceededError')
    })
  })
  afterEach(() => vi.restoreAllMocks())

  it('is reported once, asks before the tab closes, and saves as usual', async () => {
    const { user } = renderEditor({ banner: 'Hello' })
    await fill(user, getRow('banner').value, 'mine')
    expect(await screen.findByText(/^This browser doesn’t keep your changes/)).toBeVisible()
    await user.type(getRow('banner').value, ' and more')
    expect(screen.getAllByText(/^This browser doesn’t keep your changes/)).toHaveLength(1)
    const event = new Event('beforeunload', { cancelable: true })
    dispatchEvent(event)
    expect(event.defaultPrevented).toBe(true)
    const review = await openReview(user)
    await user.click(review.getByRole('button', { name: /^Save 1 change/ }))
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
  })
})
