import { describe, expect, it } from 'vitest'
import { findConflicts } from '@/lib/shared/changes/rebase'
import { loaded, row } from '@/lib/shared/changes/testing/draft-rows'
import { hasContent } from './draft-record'
import { listEditedKeys, parseDraftRecord, rebaseRecord, selectOffers } from './kept-drafts'
import { recordOf } from './testing/draft-records'

const NOW = Date.parse('2026-01-02T12:00:00.000Z')
const hello = [{ key: 'banner', value: 'Hello' }]
const context = {
  now: NOW,
  entries: hello,
  rows: [loaded('banner', 'Hello')],
  isOpenElsewhere: () => false,
}

describe('what is worth keeping', () => {
  it.each([
    ['a changed value', [loaded('banner', 'Hello', { value: 'mine' })], true],
    ['a value without a key', [row('', 'typed')], true],
    ['a removed row', [loaded('banner', 'Hello', { removed: true })], true],
    ['an unchanged room', [loaded('banner', 'Hello')], false],
    ['an empty new row', [row('', '')], false],
    ['a new row that was removed again', [row('a', 'b', null, true)], false],
  ])('%s', (_, rows, expected) => {
    expect(hasContent({ rows, importText: '' })).toBe(expected)
  })

  it('is text in the import alone', () => {
    expect(hasContent({ rows: [], importText: 'a=1' })).toBe(true)
  })
})

describe('a draft on a room that changed meanwhile', () => {
  it('keeps the typed text and shows the conflict', () => {
    const entries = [{ key: 'banner', value: 'theirs' }]
    const rows = rebaseRecord(recordOf(), entries)
    expect(rows).toEqual([loaded('banner', 'Hello', { value: 'mine' })])
    expect(findConflicts(rows, entries)).toEqual([
      { key: 'banner', base: 'Hello', theirs: 'theirs' },
    ])
  })

  it('takes over what others changed, added and deleted in other rows', () => {
    const draft = recordOf({
      rows: [loaded('banner', 'Hello', { value: 'mine' }), loaded('goal', '1'), loaded('old', 'x')],
    })
    const entries = [...hello, { key: 'goal', value: '2' }, { key: 'new', value: 'n' }]
    expect(rebaseRecord(draft, entries)).toEqual([
      loaded('banner', 'Hello', { value: 'mine' }),
      loaded('goal', '2'),
      loaded('new', 'n'),
    ])
  })
})

describe('the drafts to offer', () => {
  it('come newest first', () => {
    const old = recordOf({ windowId: 'w1', savedAt: '2026-01-01T10:00:00.000Z' })
    const recent = recordOf({ windowId: 'w2', savedAt: '2026-01-01T11:00:00.000Z', note: 'n' })
    expect(selectOffers([old, recent], context)).toEqual([recent, old])
  })

  it('leave out a second copy of the same text', () => {
    const copy = recordOf({ windowId: 'w2', savedAt: '2026-01-01T13:00:00.000Z' })
    expect(selectOffers([recordOf(), copy], context)).toEqual([copy])
  })

  it('leave out one that another open window shows', () => {
    const isOpenElsewhere = (windowId: string) => windowId === 'w1'
    expect(selectOffers([recordOf()], { ...context, isOpenElsewhere })).toEqual([])
  })

  it('leave out one that is older than seven days', () => {
    const now = Date.parse(recordOf().savedAt) + 7 * 86_400_000
    expect(selectOffers([recordOf()], { ...context, now })).toHaveLength(1)
    expect(selectOffers([recordOf()], { ...context, now: now + 1 })).toEqual([])
  })

  it('leave out one whose changes are in the room', () => {
    const entries = [{ key: 'banner', value: 'mine' }]
    expect(selectOffers([recordOf()], { ...context, entries })).toEqual([])
  })

  it('leave out one that the editor already shows', () => {
    const { rows } = recordOf()
    expect(selectOffers([recordOf()], { ...context, rows })).toEqual([])
    expect(selectOffers([recordOf({ importText: 'a=1' })], { ...context, rows })).toHaveLength(1)
  })
})

it('names the keys that a draft changes', () => {
  const rows = [
    loaded('same', '1'),
    loaded('banner', 'Hello', { value: 'mine' }),
    loaded('old', 'x', { removed: true }),
    row('new', 'n'),
    row('', 'typed'),
  ]
  expect(listEditedKeys(rows)).toEqual(['banner', 'old', 'new'])
})

it('reads only complete records of this version', () => {
  expect(parseDraftRecord(structuredClone(recordOf()))).toEqual(recordOf())
  for (const broken of [
    null,
    'text',
    { ...recordOf(), v: 2 },
    { ...recordOf(), savedAt: 'yesterday' },
    { ...recordOf(), note: undefined },
    { ...recordOf(), base: [{ key: 'banner' }] },
    { ...recordOf(), rows: [{ key: 'banner', value: 'x', base: 1, removed: false }] },
  ])
    expect(parseDraftRecord(broken)).toBeNull()
})
