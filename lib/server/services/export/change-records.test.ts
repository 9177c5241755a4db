import { expect, it } from 'vitest'
import type { Change } from '@/lib/shared/changes/change'
import { COLUMNS, recordsOf } from './change-records'

const change: Change = {
  id: 'c1',
  room: 'show',
  source: 'console',
  by: { id: 'ada', name: 'Ada' },
  at: '2026-03-01T10:00:00.000Z',
  note: 'before the draw',
  changes: [
    { key: 'new', from: null, to: '' },
    { key: 'cleared', from: 'x', to: '' },
    { key: 'gone', from: '', to: null },
  ],
  outcome: 'partial',
  results: [
    { key: 'new', result: 'applied', found: '' },
    { key: 'gone', result: 'not-applied', found: '' },
  ],
  settledAt: '2026-03-01T10:00:01.250Z',
  readAt: '2026-03-01T10:00:01.000Z',
  durationMs: 1250,
  restores: null,
  engine: { code: 0, requestId: 'Id-1' },
}

const cells = (asked: Change) =>
  recordsOf(asked).map((record) =>
    Object.fromEntries(COLUMNS.map((name, at) => [name, record[at]])),
  )

it('a change is a record for each key, and the verb tells an absent value from an empty one', () => {
  expect(
    cells(change).map(({ key, verb, from, to, result }) => [key, verb, from, to, result]),
  ).toEqual([
    ['new', 'set', '', '', 'applied'],
    ['cleared', 'clear', 'x', '', ''],
    ['gone', 'delete', '', '', 'not-applied'],
  ])
})

it('every record tells who, when in UTC, why, and what the engine said', () => {
  for (const record of cells(change)) {
    expect(record).toMatchObject({
      change_id: 'c1',
      at: '2026-03-01T10:00:00.000Z',
      room: 'show',
      person: 'Ada',
      note: 'before the draw',
      outcome: 'partial',
      duration_ms: '1250',
      engine_code: '0',
      engine_request_id: 'Id-1',
    })
  }
})

it('a change of an unknown author, or without keys, is a record too', () => {
  expect(cells({ ...change, by: null, changes: [], engine: undefined })).toMatchObject([
    { change_id: 'c1', person: '', key: '', verb: '', engine_code: '' },
  ])
})
