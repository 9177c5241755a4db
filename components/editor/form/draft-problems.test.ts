import { describe, expect, it } from 'vitest'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { loaded, row } from '@/lib/shared/changes/testing/draft-rows'
import { findDraftProblems } from './draft-problems'

const codes = (rows: DraftRow[]) =>
  findDraftProblems(rows).map(({ index, at, code }) => [
    index === null ? 'room' : `rows.${index}.${at}`,
    code,
  ])

describe('findDraftProblems', () => {
  it('flags a repeated key on both rows, but not on a removed one', () => {
    expect(codes([loaded('a', '1'), row('a', '2')])).toEqual([
      ['rows.0.key', 'key.duplicate'],
      ['rows.1.key', 'key.duplicate'],
    ])
    expect(codes([loaded('a', '1', { removed: true }), row('a', '2')])).toEqual([])
  })

  it('requires a key in a row with text and ignores an empty row', () => {
    expect(codes([row('', 'text')])).toEqual([['rows.0.key', 'key.missing']])
    expect(codes([row('', '')])).toEqual([])
  })

  it('checks the room’s limits on the merged result', () => {
    const full = Array.from({ length: 10 }, (_, index) => loaded(`k${index}`, 'v'))
    expect(codes([...full, row('one more', '')])).toEqual([['room', 'room.too-many-keys']])
    const [first, ...rest] = full
    expect(
      codes([{ ...(first ?? row('', '')), removed: true }, ...rest, row('one more', '')]),
    ).toEqual([])
  })
})
