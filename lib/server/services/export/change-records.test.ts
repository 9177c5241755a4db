import { expect, it } from 'vitest'
import type { Change } from '@/lib/shared/changes/change'
import { COLUMNS, toRecords } from './change-records'

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

const recordsByColumn = (value: Change) =>
  toRecords(value).map((record) =>
    Object.fromEntries(COLUMNS.map((column, index) => [column, record[index]])),
  )

it('a change has one record per key, and its column `verb` distinguishes absent values from empty ones', () => {
  expect(
    recordsByColumn(change).map(({ key, verb, from, to, result }) => [key, verb, from, to, result]),
  ).toEqual([
    ['new', 'set', '', '', 'applied'],
    ['cleared', 'clear', 'x', '', ''],
    ['gone', 'delete', '', '', 'not-applied'],
  ])
})

it('a record names the warnings that its author saved despite', () => {
  const changes = [
    { key: 'a', from: '1', to: 'x ', acknowledged: ['number-broken', 'value-spaces'] },
    { key: 'b', from: '1', to: '2' },
  ] satisfies Change['changes']
  expect(recordsByColumn({ ...change, changes }).map(({ acknowledged }) => acknowledged)).toEqual([
    'number-broken value-spaces',
    '',
  ])
})

it('every record has the author, the UTC time, the note and the Live service’s code and request id', () => {
  for (const record of recordsByColumn(change)) {
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

it('a change without an author or keys is also one record', () => {
  expect(recordsByColumn({ ...change, by: null, changes: [], engine: undefined })).toMatchObject([
    { change_id: 'c1', person: '', key: '', verb: '', engine_code: '' },
  ])
})
