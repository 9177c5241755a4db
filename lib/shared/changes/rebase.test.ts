import { describe, expect, it } from 'vitest'
import { changesOf, type DraftRow, rowsOf } from './draft'
import { conflictsOf, decided, draftOf, rebase, settled } from './rebase'

const a = { key: 'a', value: '1' }
const b = { key: 'b', value: '2' }
const loaded = (entry: typeof a, edit: Partial<DraftRow> = {}): DraftRow => ({
  ...entry,
  was: entry,
  removed: false,
  ...edit,
})
const fresh = (key: string, value: string): DraftRow => ({ key, value, was: null, removed: false })
const living = ({ rows, added }: ReturnType<typeof settled>) => [
  ...rows.flatMap((row) => (row ? [row] : [])),
  ...added,
]
const applied = (changes: { key: string; from: string | null; to: string | null }[]) => ({
  changes,
  results: changes.map(({ key, to }) => ({ key, result: 'applied' as const, found: to })),
})

describe('rebase', () => {
  it('lets untouched rows follow, drops what is gone and puts what came at the end', () => {
    const { rows, added } = rebase(rowsOf([a, b]), [
      { key: 'a', value: '9' },
      { key: 'c', value: '3' },
    ])
    expect(rows).toEqual([loaded({ key: 'a', value: '9' }), null])
    expect(added).toEqual([loaded({ key: 'c', value: '3' })])
  })

  it('leaves touched rows and the row with the caret alone', () => {
    const touched = loaded(a, { value: 'mine' })
    const draft = [touched, loaded(b)]
    const { rows } = rebase(draft, [{ key: 'a', value: 'theirs' }], 1)
    expect(rows).toEqual(draft)
    expect(conflictsOf(draft, [{ key: 'a', value: 'theirs' }, b])).toEqual([
      { key: 'a', was: '1', theirs: 'theirs' },
      null,
    ])
  })

  it('takes a key that already is where the draft wants it as done', () => {
    const draft = [loaded(a, { value: '9' }), loaded(b, { removed: true }), fresh('c', '3')]
    const room = [
      { key: 'a', value: '9' },
      { key: 'c', value: '3' },
    ]
    expect(conflictsOf(draft, room)).toEqual([null, null, null])
    const { rows, added } = rebase(draft, room)
    expect(rows).toEqual([loaded({ key: 'a', value: '9' }), null, loaded({ key: 'c', value: '3' })])
    expect(added).toEqual([])
  })

  it('shows a new key that others made too as a conflict of that row, not as a second row', () => {
    const draft = [fresh('a', 'mine')]
    expect(rebase(draft, [a])).toEqual({ rows: draft, added: [] })
    expect(conflictsOf(draft, [a])).toEqual([{ key: 'a', was: null, theirs: '1' }])
  })

  it('sees no conflict in a removed key that is typed anew', () => {
    expect(conflictsOf([loaded(a, { removed: true }), fresh('a', 'new')], [a])).toEqual([
      null,
      null,
    ])
  })
})

describe('a decision', () => {
  const room = [{ key: 'a', value: 'theirs' }]
  const row = loaded(a, { value: 'mine' })
  const [conflict] = conflictsOf([row], room)

  it('for mine sends it from theirs', () => {
    const mine = conflict && decided(row, conflict, 'mine')
    expect(mine && changesOf([mine])).toEqual([{ key: 'a', from: 'theirs', to: 'mine' }])
  })

  it('for theirs leaves nothing to send', () => {
    const theirs = conflict && decided(row, conflict, 'theirs')
    expect(theirs).toEqual(loaded({ key: 'a', value: 'theirs' }))
  })

  it('keeps a row whose key others deleted as a new one, and drops it where it was to go anyway', () => {
    const gone = { key: 'a', was: '1', theirs: null }
    expect(decided(row, gone, 'mine')).toEqual(fresh('a', 'mine'))
    expect(decided(row, gone, 'theirs')).toBeNull()
    expect(decided(loaded(a, { removed: true }), gone, 'mine')).toBeNull()
  })
})

describe('settled', () => {
  it.each<[string, DraftRow[]]>([
    [
      'a change, a new key and a delete',
      [loaded(a, { value: '9' }), loaded(b, { removed: true }), fresh('c', '')],
    ],
    ['a rename', [loaded(a, { key: 'z' })]],
    ['two names swapped', [loaded(a, { key: 'b' }), loaded(b, { key: 'a' })]],
    ['a removed key typed anew', [loaded(a, { removed: true }), fresh('a', '7')]],
  ])('%s leave nothing to save', (_, draft) => {
    const rest = living(settled(draft, applied(changesOf(draft))))
    expect(changesOf(rest)).toEqual([])
    expect(rest.every((row) => row.was && !row.removed)).toBe(true)
  })

  it('keeps what was typed while the save ran', () => {
    const sent = applied([{ key: 'a', from: '1', to: '2' }])
    expect(changesOf(living(settled([loaded(a, { value: '23' })], sent)))).toEqual([
      { key: 'a', from: '2', to: '23' },
    ])
  })

  it('after a partial save leaves the rest', () => {
    const draft = [loaded(a, { value: '9' }), loaded(b, { removed: true })]
    const [set, del] = changesOf(draft)
    if (!set || !del) throw new Error('two changes')
    const rest = settled(draft, {
      changes: [set, del],
      results: [
        { key: 'a', result: 'applied', found: '9' },
        { key: 'b', result: 'not-applied', found: '2' },
      ],
    })
    expect(changesOf(living(rest))).toEqual([del])
  })
})

it('settled leaves the delete of a rename that got in halfway', () => {
  const draft = [loaded(a, { key: 'z' })]
  const rest = settled(draft, {
    changes: changesOf(draft),
    results: [
      { key: 'a', result: 'not-applied', found: '1' },
      { key: 'z', result: 'applied', found: '1' },
    ],
  })
  expect(changesOf(living(rest))).toEqual([{ key: 'a', from: '1', to: null }])
})

it('draftOf makes rows whose changes are the given ones', () => {
  const changes = [
    { key: 'a', from: '1', to: '9' },
    { key: 'b', from: '2', to: null },
    { key: 'c', from: null, to: '3' },
  ]
  expect(changesOf(draftOf([a, b], changes))).toEqual(changes)
})
