import { createTranslator } from 'use-intl/core'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { announce } from '@/lib/client/browser/announce'
import { toRows } from '@/lib/shared/changes/draft'
import messages from '@/lib/shared/i18n/messages/parts/en.json'
import { announceKeys, announceRemoteChanges } from './live-announcer'
import type { Writer } from './remote-writers'

vi.mock('@/lib/client/browser/announce', () => ({ announce: vi.fn() }))
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.runAllTimers()
  vi.mocked(announce).mockClear()
  vi.useRealTimers()
})

const announcements = () => vi.mocked(announce).mock.calls.map(([text]) => text)
const format = (keys: string) => `${keys}!`
const t = createTranslator({ locale: 'en', messages, namespace: 'live' })

it('announces the first change at once and repeated changes once per pause', () => {
  announceKeys([], format)
  expect(announcements()).toEqual([])
  for (let second = 0; second < 14; second++) {
    announceKeys(second % 2 ? ['goal'] : ['goal', 'likes'], format)
    vi.advanceTimersByTime(1_000)
  }
  expect(announcements()).toEqual(['goal, likes!'])
  vi.advanceTimersByTime(1_000)
  expect(announcements()).toEqual(['goal, likes!', 'goal, likes!'])
})

it('stays silent after a pause without changes and announces the next change at once', () => {
  announceKeys(['a'], format)
  vi.advanceTimersByTime(15_000)
  expect(announcements()).toEqual(['a!'])
  announceKeys(['b'], format)
  expect(announcements()).toEqual(['a!', 'b!'])
})

const entriesOf = (values: Record<string, string>) =>
  Object.entries(values).map(([key, value]) => ({ key, value }))

it('names the user’s own other window, others, and no one if no one is known', async () => {
  const writers = new Map<string, Writer>([
    ['banner', { who: 'me', name: 'Ada' }],
    ['goal', { who: 'other', name: 'Bo' }],
    ['likes', { who: 'app', name: '' }],
    ['note', { who: 'unknown', name: '' }],
  ])
  const before = entriesOf({ banner: '1', goal: '1', likes: '1', note: '1', theme: '1' })
  const entries = entriesOf({ banner: '2', goal: '2', likes: '2', theme: '2' })
  const rows = toRows(before).map((row) => (row.key === 'theme' ? { ...row, value: '3' } : row))
  await announceRemoteChanges(t, { rows, before, entries }, async () => writers)
  expect(announcements()).toEqual([
    'Changed by you in another window: banner',
    'Changed in the room: note',
    'Changed by others: goal, likes',
    'Conflict: theme changed elsewhere. Your text is kept.',
  ])
})

it('looks up no one if nothing changed', async () => {
  const findWriters = vi.fn(async () => new Map<string, Writer>())
  const entries = entriesOf({ banner: '1' })
  await announceRemoteChanges(t, { rows: toRows(entries), before: entries, entries }, findWriters)
  expect(findWriters).not.toHaveBeenCalled()
  expect(announcements()).toEqual([])
})
