import { describe, expect, it } from 'vitest'
import { type DraftRow, toKeyChanges, toOverwrittenKeys, toRows } from './draft'
import { findConflicts, rebase, rebaseAfterSave, resolveConflict } from './rebase'

const a = { key: 'a', value: '1' }
const b = { key: 'b', value: '2' }
const loaded = (entry: typeof a, edit: Partial<DraftRow> = {}): DraftRow => ({
  ...entry,
  base: entry,
  removed: false,
  ...edit,
})
const newRow = (key: string, value: string): DraftRow => ({
  key,
  value,
  base: null,
  removed: false,
})
const keptRows = ({ rows, added }: ReturnType<typeof rebaseAfterSave>) => [
  ...rows.flatMap((row) => (row ? [row] : [])),
  ...added,
]
const applied = (changes: { key: string; from: string | null; to: string | null }[]) => ({
  changes,
  results: changes.map(({ key, to }) => ({ key, result: 'applied' as const, found: to })),
})

describe('rebase', () => {
  it('updates unedited rows, drops deleted keys and appends new ones', () => {
    const { rows, added } = rebase(toRows([a, b]), [
      { key: 'a', value: '9' },
      { key: 'c', value: '3' },
    ])
    expect(rows).toEqual([loaded({ key: 'a', value: '9' }), null])
    expect(added).toEqual([loaded({ key: 'c', value: '3' })])
  })

  it('keeps edited rows and the row with the caret', () => {
    const touched = loaded(a, { value: 'mine' })
    const draft = [touched, loaded(b)]
    const { rows } = rebase(draft, [{ key: 'a', value: 'theirs' }], 1)
    expect(rows).toEqual(draft)
    expect(findConflicts(draft, [{ key: 'a', value: 'theirs' }, b])).toEqual([
      { key: 'a', base: '1', theirs: 'theirs' },
      null,
    ])
  })

  it('drops an edit that the room already contains', () => {
    const draft = [loaded(a, { value: '9' }), loaded(b, { removed: true }), newRow('c', '3')]
    const room = [
      { key: 'a', value: '9' },
      { key: 'c', value: '3' },
    ]
    expect(findConflicts(draft, room)).toEqual([null, null, null])
    const { rows, added } = rebase(draft, room)
    expect(rows).toEqual([loaded({ key: 'a', value: '9' }), null, loaded({ key: 'c', value: '3' })])
    expect(added).toEqual([])
  })

  it('shows a new key that others added as well as a conflict, not as a second row', () => {
    const draft = [newRow('a', 'mine')]
    expect(rebase(draft, [a])).toEqual({ rows: draft, added: [] })
    expect(findConflicts(draft, [a])).toEqual([{ key: 'a', base: null, theirs: '1' }])
  })

  it('finds no conflict in a removed key that is typed again', () => {
    expect(findConflicts([loaded(a, { removed: true }), newRow('a', 'new')], [a])).toEqual([
      null,
      null,
    ])
  })
})

describe('resolveConflict', () => {
  const room = [{ key: 'a', value: 'theirs' }]
  const row = loaded(a, { value: 'mine' })
  const [conflict] = findConflicts([row], room)

  it('with mine sends it based on theirs', () => {
    const mine = conflict && resolveConflict(row, conflict, 'mine')
    expect(mine && toKeyChanges([mine])).toEqual([{ key: 'a', from: 'theirs', to: 'mine' }])
  })

  it('with theirs leaves nothing to send', () => {
    const theirs = conflict && resolveConflict(row, conflict, 'theirs')
    expect(theirs).toEqual(loaded({ key: 'a', value: 'theirs' }))
  })

  it('keeps a row whose key others deleted as new, and drops it if it was removed', () => {
    const gone = { key: 'a', base: '1', theirs: null }
    expect(resolveConflict(row, gone, 'mine')).toEqual(newRow('a', 'mine'))
    expect(resolveConflict(row, gone, 'theirs')).toBeNull()
    expect(resolveConflict(loaded(a, { removed: true }), gone, 'mine')).toBeNull()
  })
})

describe('rebaseAfterSave', () => {
  it.each<[string, DraftRow[]]>([
    [
      'a change, a new key and a delete',
      [loaded(a, { value: '9' }), loaded(b, { removed: true }), newRow('c', '')],
    ],
    ['a rename', [loaded(a, { key: 'z' })]],
    ['two names swapped', [loaded(a, { key: 'b' }), loaded(b, { key: 'a' })]],
    ['a removed key typed again', [loaded(a, { removed: true }), newRow('a', '7')]],
  ])('%s leave nothing to save', (_, draft) => {
    const rest = keptRows(rebaseAfterSave(draft, applied(toKeyChanges(draft))))
    expect(toKeyChanges(rest)).toEqual([])
    expect(rest.every((row) => row.base && !row.removed)).toBe(true)
  })

  it('keeps text typed while the save ran', () => {
    const sent = applied([{ key: 'a', from: '1', to: '2' }])
    expect(toKeyChanges(keptRows(rebaseAfterSave([loaded(a, { value: '23' })], sent)))).toEqual([
      { key: 'a', from: '2', to: '23' },
    ])
  })

  it('leaves the rest of a partial save', () => {
    const draft = [loaded(a, { value: '9' }), loaded(b, { removed: true })]
    const [set, del] = toKeyChanges(draft)
    if (!set || !del) throw new Error('two changes')
    const rest = rebaseAfterSave(draft, {
      changes: [set, del],
      results: [
        { key: 'a', result: 'applied', found: '9' },
        { key: 'b', result: 'not-applied', found: '2' },
      ],
    })
    expect(toKeyChanges(keptRows(rest))).toEqual([del])
  })
})

it('rebaseAfterSave keeps the delete of a half-applied rename', () => {
  const draft = [loaded(a, { key: 'z' })]
  const rest = rebaseAfterSave(draft, {
    changes: toKeyChanges(draft),
    results: [
      { key: 'a', result: 'not-applied', found: '1' },
      { key: 'z', result: 'applied', found: '1' },
    ],
  })
  expect(toKeyChanges(keptRows(rest))).toEqual([{ key: 'a', from: '1', to: null }])
})

describe('a row that overwrites', () => {
  const overwriting = loaded(a, { value: 'mine', overwrite: true })

  it('follows what others write, and has no conflict', () => {
    const room = [{ key: 'a', value: 'theirs' }]
    const next = loaded(a, { ...overwriting, base: { key: 'a', value: 'theirs' } })
    expect(findConflicts([overwriting], room)).toEqual([null])
    expect(rebase([overwriting], room)).toEqual({ rows: [next], added: [] })
    expect(rebase([next], []).rows).toEqual([{ ...next, base: null }])
    expect(rebase([{ ...newRow('a', 'mine'), overwrite: true }], room).rows).toEqual([next])
  })

  it('is deleted only if there is something to delete', () => {
    const removed: DraftRow = { ...overwriting, removed: true }
    expect(rebase([removed], []).rows).toEqual([null])
  })

  it('comes from a conflict, and is an ordinary row after its save or their value', () => {
    const [conflict] = findConflicts([loaded(a, { value: 'mine' })], [{ key: 'a', value: '7' }])
    const chosen = resolveConflict(loaded(a, { value: 'mine' }), conflict!, 'overwrite')!
    expect(chosen).toMatchObject({ overwrite: true, base: { key: 'a', value: '7' } })
    expect(toOverwrittenKeys([chosen], toKeyChanges([chosen]))).toEqual(['a'])
    expect(toOverwrittenKeys([chosen], [])).toEqual([])
    const change = applied([{ key: 'a', from: '7', to: 'mine' }])
    expect(rebaseAfterSave([chosen], change).rows).toEqual([loaded({ key: 'a', value: 'mine' })])
    expect(resolveConflict(chosen, conflict!, 'theirs')).toEqual(loaded({ key: 'a', value: '7' }))
  })
})
