import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftSchema } from '@/components/editor/form/draft-schema'
import { byKey } from '../metadata/entry'
import { applyChanges } from './diff'
import {
  changesOf,
  type DraftRow,
  duplicateRows,
  entriesOf,
  renamesOf,
  rowsOf,
  statusOf,
} from './draft'

const row = (
  key: string,
  value: string,
  was: DraftRow['was'] = null,
  removed = false,
): DraftRow => ({
  key,
  value,
  was,
  removed,
})
const loaded = (key: string, value: string, edit: Partial<DraftRow> = {}): DraftRow => ({
  ...row(key, value, { key, value }),
  ...edit,
})
const codes = (rows: DraftRow[]) =>
  (draftSchema.safeParse({ rows }).error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ])

describe('a draft', () => {
  it('is no change until somebody edits, whatever the room holds', () => {
    const entries = [
      { key: 'a\u200b', value: 'x\r\ny' },
      { key: '__proto__', value: '' },
    ].sort(byKey)
    expect(changesOf(rowsOf(entries))).toEqual([])
    expect(codes(rowsOf(entries))).toEqual([])
  })

  it('leads by its changes to exactly what its rows show', () => {
    const cell = fc.constantFrom('a', 'b', '__proto__', 'constructor')
    const rows = fc.uniqueArray(
      fc.record({ key: cell, value: cell, removed: fc.boolean(), was: fc.constant(null) }),
      { selector: (each) => each.key },
    )
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const start = before.map(({ key, value }) => ({ key, value }))
        const draft = [
          ...start.map((was) => ({ ...was, was, removed: true })),
          ...after.filter((each) => !each.removed),
        ]
        expect(applyChanges(start, changesOf(draft))).toEqual(entriesOf(draft).sort(byKey))
      }),
    )
  })

  it('knows the state of each row', () => {
    expect(statusOf(loaded('a', '1'))).toBe('unchanged')
    expect(statusOf(loaded('a', '1', { value: '2' }))).toBe('changed')
    expect(statusOf(loaded('a', '1', { key: 'b' }))).toBe('changed')
    expect(statusOf(loaded('a', '1', { removed: true }))).toBe('removed')
    expect(statusOf(row('a', '1'))).toBe('new')
  })

  it('turns a removed key that is typed anew into one change of that key', () => {
    expect(changesOf([loaded('a', '1', { removed: true }), row('a', '2')])).toEqual([
      { key: 'a', from: '1', to: '2' },
    ])
  })

  it('remembers which key became which', () => {
    expect(renamesOf([loaded('a', '1', { key: 'b' }), loaded('c', '2')])).toEqual(
      new Map([['a', 'b']]),
    )
  })
})

describe('draftSchema', () => {
  it('flags a key that is there twice on both rows, and not a removed one', () => {
    expect(duplicateRows([loaded('a', '1'), row('b', ''), row('a', '2')])).toEqual([0, 2])
    expect(codes([loaded('a', '1'), row('a', '2')])).toEqual([
      ['rows.0.key', 'key.duplicate'],
      ['rows.1.key', 'key.duplicate'],
    ])
    expect(codes([loaded('a', '1', { removed: true }), row('a', '2')])).toEqual([])
  })

  it('asks for a key where something was typed and ignores a row in which nothing was', () => {
    expect(codes([row('', 'text')])).toEqual([['rows.0.key', 'key.missing']])
    expect(codes([row('', '')])).toEqual([])
  })

  it('judges the room on the merged result', () => {
    const full = Array.from({ length: 10 }, (_, at) => loaded(`k${at}`, 'v'))
    expect(codes([...full, row('one more', '')])).toEqual([['room', 'room.too-many-keys']])
    const [first, ...rest] = full
    expect(
      codes([{ ...(first ?? row('', '')), removed: true }, ...rest, row('one more', '')]),
    ).toEqual([])
  })
})
