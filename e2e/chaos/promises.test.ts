import { describe, expect, it } from 'vitest'
import type { Row } from '@/lib/server/testing/console/read-journal'
import type { Change } from '@/lib/shared/changes/change'
import {
  historyIsTheRoom,
  outsideIsOutside,
  toldAsJournalled,
  withinTheLimit,
} from './accounts-agree'
import { attribute } from './attribution'
import type { EngineWrite } from './engine'
import type { Evidence } from './evidence'
import type { Save } from './operator'
import {
  appliedIsThere,
  journalFirst,
  noLostUpdate,
  notAppliedHadNoEffect,
  oneEffect,
  unknownIsSettled,
} from './promises'

const at = (ms: number) => new Date(1_000_000 + ms).toISOString()
const SET = { key: 'banner', from: 'Hello', to: 'Bye' }

const change = (more: Partial<Change> = {}): Change => ({
  id: 'c1',
  room: 'r',
  source: 'console',
  by: { id: 'ada', name: 'Ada' },
  at: at(0),
  note: null,
  changes: [SET],
  outcome: 'applied',
  results: [{ key: 'banner', result: 'applied', found: 'Bye' }],
  settledAt: at(100),
  readAt: at(90),
  durationMs: 100,
  restores: null,
  ...more,
})
const CALL = { step: 'set', sentAt: at(10), class: 'ok', code: 0, requestId: null, ms: 5 } as const
const row = (more: Partial<Change> = {}, calls: Row['calls'] = [CALL]): Row => {
  return { change: change(more), calls, after: null, idempotencyKey: 'k1' }
}
/** The write of {@link SET}, which found `before` in the room as often as it had its effect. */
const write = (before: string | null = 'Hello', effects = 1, ms = 20): EngineWrite => ({
  at: Date.parse(at(ms)),
  room: 'r',
  step: 'set',
  written: new Map([['banner', 'Bye']]),
  effects: Array.from({ length: effects }, (_, n) => ({
    at: Date.parse(at(ms)),
    order: n,
    keys: [{ key: 'banner', before: n === 0 ? before : 'Bye', after: 'Bye' }],
  })),
})

const told = (more: Partial<Save['told'][number]>): Save => ({
  room: 'r',
  key: 'k1',
  changes: [SET],
  sent: 1,
  told: [{ status: 200, change: change(), code: null, ...more }],
})

function evidence(rows: Row[], writes: EngineWrite[], more: Partial<Evidence> = {}): Evidence {
  const room = writes.some(({ effects }) => effects.length > 0) ? 'Bye' : 'Hello'
  return {
    engine: {
      writes,
      arrivals: new Map(),
      refused: [],
      rooms: new Map([['r', new Map([['banner', room]])]]),
    },
    before: new Map([['r', new Map([['banner', 'Hello']])]]),
    rows,
    ...attribute(writes, rows),
    saves: [told({})],
    settledAfterMs: 0,
    leaks: [],
    ...more,
  }
}

const notApplied: Partial<Change> = {
  outcome: 'not-applied',
  results: [{ key: 'banner', result: 'not-applied', found: 'Hello' }],
}
const everySecond = new Map([['set', Array.from({ length: 201 }, (_, n) => n * 4)]])

describe('a run in which all went well', () => {
  const checks = [journalFirst, appliedIsThere, notAppliedHadNoEffect, unknownIsSettled, oneEffect]
  const more = [noLostUpdate, historyIsTheRoom, toldAsJournalled, outsideIsOutside, withinTheLimit]
  it.each([...checks, ...more].map((check) => [check.name, check] as const))(
    '%s finds nothing',
    (_, check) => {
      expect(check(evidence([row()], [write()]))).toEqual([])
    },
  )
})

describe('a broken promise is found', () => {
  it.each<[string, (known: Evidence) => string[], Evidence]>([
    ['a write that nobody asked for', journalFirst, evidence([], [write()])],
    ['one that is not on record', journalFirst, evidence([row({}, [])], [write()])],
    ['one that came before its record', journalFirst, evidence([row()], [write('Hello', 1, 5)])],
    ['one that came after the end', journalFirst, evidence([row()], [write('Hello', 1, 200)])],
    ['applied, and never there', appliedIsThere, evidence([row()], [])],
    ['not applied, and it was', notAppliedHadNoEffect, evidence([row(notApplied)], [write()])],
    ['an effect twice', oneEffect, evidence([row()], [write('Hello', 2)])],
    ['one key with two rows', oneEffect, evidence([row(), row({ id: 'c2' })], [write()])],
    ['no end', unknownIsSettled, evidence([row({ outcome: 'unknown', settledAt: null })], [])],
    ['a late end', unknownIsSettled, evidence([row()], [write()], { settledAfterMs: 60_001 })],
    ['an effect after the end', unknownIsSettled, evidence([row()], [write('Hello', 1, 200)])],
    ['a value nobody had seen', noLostUpdate, evidence([row()], [write('Theirs')])],
    ['a room its history does not tell', historyIsTheRoom, evidence([row(notApplied)], [write()])],
    ['a save taken for an app’s', outsideIsOutside, evidence([row({ source: 'outside' })], [])],
    [
      'a lie to a person',
      toldAsJournalled,
      evidence([row()], [write()], { saves: [told({ status: 502, change: change(notApplied) })] }),
    ],
    [
      '"nothing was sent", and it was',
      toldAsJournalled,
      evidence([row()], [write()], {
        saves: [told({ status: 503, change: null, code: 'journal.unavailable' })],
      }),
    ],
    [
      '201 calls in a second',
      withinTheLimit,
      evidence([row()], [write()], {
        engine: { writes: [], arrivals: everySecond, refused: [], rooms: new Map() },
      }),
    ],
  ])('%s', (_, check, known) => {
    expect(check(known)).not.toEqual([])
  })
})
