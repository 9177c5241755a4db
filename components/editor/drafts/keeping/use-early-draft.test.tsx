import { renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { expect, it } from 'vitest'
import { KEEP_DRAFT_NOW, PERSONAL_DATA_REMOVED } from '@/lib/client/drafts/draft-events'
import { createDraftStorage } from '@/lib/client/drafts/draft-storage'
import type { Draft } from '@/lib/shared/changes/draft'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { ada, createTestClient, TestProviders } from '../../testing/test-providers'
import { readDiscarded } from './use-discarded-draft'
import { useEarlyDraft } from './use-early-draft'

const list = () => createDraftStorage().list(ada.id, 'show')

/** An editor whose part that keeps drafts is not there yet, and a function that types in it. */
function setUp({ wasDiscarded = false } = {}) {
  const client = createTestClient()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestProviders client={client}>{children}</TestProviders>
  )
  const { result, unmount } = renderHook(
    () => {
      const form = useForm<Draft>({ defaultValues: { rows: [loaded('banner', 'Hello')] } })
      const entries = [{ key: 'banner', value: 'Hello' }]
      return { form, ...useEarlyDraft({ slug: 'show', form, entries, wasDiscarded }) }
    },
    { wrapper },
  )
  return {
    result,
    unmount,
    type: (text = 'mine') => result.current.form.setValue('rows.0.value', text),
  }
}

it.each([
  ['is closed', () => dispatchEvent(new Event('pagehide'))],
  ['asks for drafts', () => dispatchEvent(new Event(KEEP_DRAFT_NOW))],
  ['is left', ({ unmount }: ReturnType<typeof setUp>) => unmount()],
])('keeps what was typed early when the page %s', async (_, end) => {
  const editor = setUp()
  editor.type()
  end(editor)
  expect((await list()).map(({ rows }) => rows[0]?.value)).toEqual(['mine'])
})

it('keeps nothing of a page without changes', async () => {
  setUp().unmount()
  expect(await list()).toEqual([])
})

it('keeps what was discarded early, so that it can be brought back', async () => {
  const { type, unmount } = setUp({ wasDiscarded: true })
  type()
  type('Hello')
  unmount()
  expect(await list()).toEqual([])
  expect(readDiscarded({ userId: ada.id, slug: 'show' })?.rows[0]?.value).toBe('mine')
})

it('keeps nothing after the person signed out', async () => {
  const { type, unmount } = setUp()
  type()
  dispatchEvent(new Event(PERSONAL_DATA_REMOVED))
  unmount()
  expect(await list()).toEqual([])
})

it('keeps nothing once the part that keeps drafts does', async () => {
  const { result, type, unmount } = setUp()
  result.current.onKeeperStart()
  type()
  unmount()
  expect(await list()).toEqual([])
})

it('needs the part that keeps drafts after the first change', async () => {
  const { result, type } = setUp()
  expect(result.current.isKeeperNeeded).toBe(false)
  type()
  await expect.poll(() => result.current.isKeeperNeeded).toBe(true)
})
