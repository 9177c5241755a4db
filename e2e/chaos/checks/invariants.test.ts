import { describe, expect, it } from 'vitest'
import type { Row } from '@/lib/server/testing/console/read-journal'
import type { Change } from '@/lib/shared/changes/change'
import type { RecordedWrite } from '../simulation/live-service'
import type { SubmittedSave } from '../simulation/operator'
import { attributeWrites } from './attribution'
import {
  callsStayWithinRateLimit,
  configurationIsNeverBlamed,
  externalChangesComeFromApps,
  historyMatchesRooms,
  repeatsAreAnswered,
  repliesMatchJournal,
} from './consistency'
import type { Evidence } from './evidence'
import {
  appliedChangesTookEffect,
  changesTakeEffectOnce,
  notAppliedChangesHadNoEffect,
  noUpdateIsLost,
  unknownChangesAreSettled,
  writesAreJournalledFirst,
} from './invariants'
import { crashedChangesAreSettledInTime } from './recovery'

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
/** A write of {@link SET} that took effect `effects` times, the first time replacing `before`. */
const write = (before: string | null = 'Hello', effects = 1, ms = 20): RecordedWrite => ({
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

const saveWithReply = (more: Partial<SubmittedSave['replies'][number]>): SubmittedSave => ({
  room: 'r',
  idempotencyKey: 'k1',
  changes: [SET],
  sendCount: 1,
  replies: [{ status: 200, change: change(), code: null, ...more }],
})

function createEvidence(
  rows: Row[],
  writes: RecordedWrite[],
  more: Partial<Evidence> = {},
): Evidence {
  const room = writes.some(({ effects }) => effects.length > 0) ? 'Bye' : 'Hello'
  return {
    liveService: {
      writes,
      appEffects: [],
      arrivals: new Map(),
      refusalCodes: [],
      rooms: new Map([['r', new Map([['banner', room]])]]),
    },
    initialRooms: new Map([['r', new Map([['banner', 'Hello']])]]),
    rows,
    ...attributeWrites(writes, rows),
    saves: [saveWithReply({})],
    settledAfterMs: 0,
    crashes: { times: [], limitMs: 12_000, outages: [] },
    leaks: [],
    ...more,
  }
}

const notApplied: Partial<Change> = {
  outcome: 'not-applied',
  results: [{ key: 'banner', result: 'not-applied', found: 'Hello' }],
}
const tooManyCalls = new Map([['set', Array.from({ length: 201 }, (_, n) => n * 4)]])

const checks = [
  writesAreJournalledFirst,
  appliedChangesTookEffect,
  notAppliedChangesHadNoEffect,
  unknownChangesAreSettled,
  changesTakeEffectOnce,
  noUpdateIsLost,
  historyMatchesRooms,
  repliesMatchJournal,
  repeatsAreAnswered,
  externalChangesComeFromApps,
  callsStayWithinRateLimit,
  configurationIsNeverBlamed,
  crashedChangesAreSettledInTime,
]

describe('a run without violations', () => {
  it.each(checks.map((check) => [check.name, check] as const))(
    'passes the check %s',
    (_, check) => {
      expect(check(createEvidence([row()], [write()]))).toEqual([])
    },
  )
})

describe('the checks find', () => {
  it.each<[string, (evidence: Evidence) => string[], Evidence]>([
    ['a write without a journal row', writesAreJournalledFirst, createEvidence([], [write()])],
    [
      'a call that is not on record',
      writesAreJournalledFirst,
      createEvidence([row({}, [])], [write()]),
    ],
    [
      'a write before its record',
      writesAreJournalledFirst,
      createEvidence([row()], [write('Hello', 1, 5)]),
    ],
    [
      'a write after the change is settled',
      writesAreJournalledFirst,
      createEvidence([row()], [write('Hello', 1, 200)]),
    ],
    ['an applied change without effect', appliedChangesTookEffect, createEvidence([row()], [])],
    [
      'a change that took effect but is journalled as not applied',
      notAppliedChangesHadNoEffect,
      createEvidence([row(notApplied)], [write()]),
    ],
    ['a repeated effect', changesTakeEffectOnce, createEvidence([row()], [write('Hello', 2)])],
    [
      'an idempotency key with two rows',
      changesTakeEffectOnce,
      createEvidence([row(), row({ id: 'c2' })], [write()]),
    ],
    [
      'a change that is never settled',
      unknownChangesAreSettled,
      createEvidence([row({ outcome: 'unknown', settledAt: null })], []),
    ],
    [
      'a change that is settled too late',
      unknownChangesAreSettled,
      createEvidence([row()], [write()], { settledAfterMs: 60_001 }),
    ],
    [
      'an effect after the change is settled',
      unknownChangesAreSettled,
      createEvidence([row()], [write('Hello', 1, 200)]),
    ],
    [
      'an overwritten value that the operator had not seen',
      noUpdateIsLost,
      createEvidence([row()], [write('Theirs')]),
    ],
    [
      'a room that differs from its history',
      historyMatchesRooms,
      createEvidence([row(notApplied)], [write()]),
    ],
    [
      'a save recorded as an external change',
      externalChangesComeFromApps,
      createEvidence([row({ source: 'outside' })], []),
    ],
    [
      'a reply with another outcome than the journal',
      repliesMatchJournal,
      createEvidence([row()], [write()], {
        saves: [saveWithReply({ status: 502, change: change(notApplied) })],
      }),
    ],
    [
      'a repeat that does not get the known outcome',
      repeatsAreAnswered,
      createEvidence([row()], [write()], {
        saves: [
          {
            ...saveWithReply({}),
            replies: [
              { status: 200, change: change(), code: null },
              { status: 503, change: null, code: 'journal.unavailable' },
            ],
          },
        ],
      }),
    ],
    [
      'a refusal for a save that was sent',
      repliesMatchJournal,
      createEvidence([row()], [write()], {
        saves: [saveWithReply({ status: 503, change: null, code: 'journal.unavailable' })],
      }),
    ],
    [
      'a change that is settled too late after a kill',
      crashedChangesAreSettledInTime,
      createEvidence([row({ settledAt: at(12_051) })], [write()], {
        crashes: { times: [Date.parse(at(50))], limitMs: 12_000, outages: [] },
      }),
    ],
    [
      'a refused signature that is reported as a configuration error',
      configurationIsNeverBlamed,
      createEvidence([row()], [write()], {
        saves: [saveWithReply({ status: 502, change: null, code: 'console.misconfigured' })],
      }),
    ],
    [
      '201 calls in a second',
      callsStayWithinRateLimit,
      createEvidence([row()], [write()], {
        liveService: {
          writes: [],
          appEffects: [],
          arrivals: tooManyCalls,
          refusalCodes: [],
          rooms: new Map(),
        },
      }),
    ],
  ])('%s', (_, check, violating) => {
    expect(check(violating)).not.toEqual([])
  })
})
