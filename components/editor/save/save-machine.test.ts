import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Metadata } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { transition } from './save-machine'
import {
  isSaveUnderWay,
  type SaveDialog,
  type SaveEffect,
  type SaveEvent,
  type SaveState,
  type Transition,
} from './save-state'
import {
  context,
  makeChange,
  metadata,
  partialChange,
  request,
  room,
  states,
} from './testing/save-states'

type StateName = keyof typeof states

const others = makeChange('applied', { id: '00000000-0000-4000-8000-00000000000b' })
const later: Metadata = { ...metadata, readAt: '2026-01-01T12:00:05.000Z' }
const saved: Metadata = { ...later, entries: [{ key: 'banner', value: 'Bye' }] }

/** One example of each event, so that the table below covers all of them. */
const events = {
  review: { type: 'review' },
  confirm: { type: 'confirm', acknowledged: [] },
  retry: { type: 'retry' },
  dismiss: { type: 'dismiss' },
  discard: { type: 'discard' },
  undo: { type: 'undo' },
  'retry-rest': { type: 'retry-rest', change: partialChange },
  'roll-back': { type: 'roll-back', change: partialChange },
  'dismiss-partial': { type: 'dismiss-partial', change: partialChange },
  'open-dialog': { type: 'open-dialog', dialog: { kind: 'import' } },
  'close-dialog': { type: 'close-dialog' },
  'set-note': { type: 'set-note', note: 'why' },
  'reopen-draft': { type: 'reopen-draft', rows: [loaded('banner', 'Hello')], note: 'kept' },
  'restore-requested': { type: 'restore-requested' },
  resumed: { type: 'resumed', request },
  'room-read': { type: 'room-read', room: { ...room, metadata: later } },
  'review-checked': { type: 'review-checked', metadata: later, isFresh: true },
  'restore-checked': {
    type: 'restore-checked',
    metadata: saved,
    restore: {
      id: others.id,
      aim: 'before',
      data: { change: others, entries: null },
      problem: null,
    },
  },
  responded: { type: 'responded', change: makeChange('applied') },
  refused: { type: 'refused', problem: new Problem('engine.no-answer') },
  'looked-up': { type: 'looked-up', result: makeChange('applied') },
  'change-read': { type: 'change-read', change: makeChange('applied') },
} satisfies { [Type in SaveEvent['type']]: SaveEvent & { type: Type } }

/** "status dialog: effects", or "·" where the event changes nothing. */
function summarize(state: SaveState, event: SaveEvent): string {
  // Rolling back starts from the room as the partial change left it.
  const rows = event.type === 'roll-back' ? [loaded('banner', 'Bye')] : context.rows
  const after = transition(state, event, { ...context, rows })
  if (after.effects.length === 0 && isDeepStrictEqual(after.state, state)) return '·'
  const { progress, dialog } = after.state
  const outcome = progress.status === 'settled' ? progress.change.outcome : progress.status
  const effects = after.effects.map(({ type }) => type).join(' ')
  return `${dialog ? `${outcome} ${dialog.kind}` : outcome}${effects && `: ${effects}`}`
}

/** The same effects in each state, which keeps its status, except in some where nothing happens. */
function inEach(effects: string, except: readonly StateName[] = []) {
  const names = Object.keys(states) as StateName[]
  return Object.fromEntries(
    names
      .filter((name) => !except.includes(name))
      .map((name) => [name, `${name === 'reviewing' ? 'idle review' : name}${effects}`]),
  )
}

const REVIEW = 'clear-field-problems check-review'
const SEND = 'sending: announce return-focus send'
const DISCARD = 'replace-draft announce return-focus'
const APPLIED = 'applied: forget-request rebase-draft announce update-cache refresh'
const REFUSED = 'failed: forget-request show-field-problems announce focus refresh'

/** Both make a draft from an earlier change and open its review. */
const REVIEWED_DRAFT = {
  idle: `idle review: replace-draft ${REVIEW}`,
  reviewing: `idle review: replace-draft ${REVIEW}`,
  applied: `applied review: replace-draft ${REVIEW}`,
  'not-applied': `not-applied review: replace-draft ${REVIEW}`,
  partial: `partial review: replace-draft ${REVIEW}`,
  failed: `idle review: replace-draft ${REVIEW}`,
}

/** What each event does in each state. A state that is missing here is not changed by the event. */
const expected: Record<SaveEvent['type'], Partial<Record<StateName, string>>> = {
  review: {
    idle: `idle review: ${REVIEW}`,
    reviewing: `idle review: ${REVIEW}`,
    applied: `applied review: ${REVIEW}`,
    'not-applied': `not-applied review: ${REVIEW}`,
    partial: `partial review: ${REVIEW}`,
    failed: `idle review: ${REVIEW}`,
  },
  confirm: { reviewing: SEND },
  retry: { 'response-lost': SEND, 'not-applied': SEND, failed: SEND },
  dismiss: {
    'response-lost': 'idle: forget-request',
    applied: 'idle',
    'not-applied': 'idle',
    partial: 'idle',
    failed: 'idle',
  },
  discard: {
    idle: `idle: ${DISCARD}`,
    reviewing: `idle review: ${DISCARD}`,
    applied: `applied: ${DISCARD}`,
    'not-applied': `not-applied: ${DISCARD}`,
    partial: `partial: ${DISCARD}`,
    failed: `idle: ${DISCARD}`,
  },
  undo: inEach(': undo-draft return-focus', ['sending']),
  'retry-rest': REVIEWED_DRAFT,
  'roll-back': REVIEWED_DRAFT,
  'reopen-draft': {
    idle: 'idle: replace-draft',
    reviewing: 'idle review: replace-draft',
    applied: 'applied: replace-draft',
    'not-applied': 'not-applied: replace-draft',
    partial: 'partial: replace-draft',
    failed: 'idle: replace-draft',
  },
  'dismiss-partial': inEach(''),
  'open-dialog': { ...inEach(' import', ['sending']), reviewing: 'idle import' },
  'close-dialog': { reviewing: 'idle' },
  'set-note': inEach(''),
  'restore-requested': inEach(': check-restore', ['sending']),
  resumed: {
    ...inEach(': replace-draft'),
    idle: 'response-lost: replace-draft',
    reviewing: 'response-lost: replace-draft',
  },
  'room-read': inEach(''),
  'review-checked': inEach(''),
  // While a save is sent, only the read is kept.
  'restore-checked': { ...inEach(': replace-draft announce'), sending: 'sending' },
  responded: { sending: APPLIED },
  refused: { sending: REFUSED },
  'looked-up': { 'response-lost': APPLIED },
  'change-read': { unsettled: APPLIED },
}

describe.each(Object.keys(events) as SaveEvent['type'][])('the event %s', (type) => {
  it.each(Object.keys(states) as StateName[])('does what it should in the state %s', (name) => {
    expect(summarize(states[name], events[type])).toBe(expected[type][name] ?? '·')
  })
})

const effectsOf = <Type extends SaveEffect['type']>({ effects }: Transition, type: Type) =>
  effects.filter((effect): effect is SaveEffect & { type: Type } => effect.type === type)

describe('a review', () => {
  const reviewing = (edit: Partial<SaveDialog & { kind: 'review' }>) => ({
    ...states.reviewing,
    dialog: { ...states.reviewing.dialog, ...edit } as SaveDialog,
  })

  it('shows all errors instead when the draft has any', () => {
    const rows = [loaded('banner', 'Hello', { key: '' })]
    const { state, effects } = transition(states.idle, { type: 'review' }, { ...context, rows })
    expect(state).toMatchObject({ dialog: null, isShowingAllErrors: true })
    expect(effects).toContainEqual({ type: 'focus', id: 'summary' })
  })

  it('says that there is nothing to save when the draft equals the room', () => {
    const rows = [loaded('banner', 'Hello')]
    const { state } = transition(states.idle, { type: 'review' }, { ...context, rows })
    expect(state).toMatchObject({ dialog: null, message: 'nothing-to-save' })
  })

  it('sends a confirmation that came during the check once the check is done', () => {
    const queued = transition(reviewing({ readStatus: 'reading' }), events.confirm, context).state
    expect(queued).toMatchObject({ progress: { status: 'idle' }, dialog: { isSaveQueued: true } })
    const checked = transition(queued, events['review-checked'], context)
    expect(effectsOf(checked, 'send')).toHaveLength(1)
  })

  it('asks again when the check showed what others changed meanwhile', () => {
    const queued = reviewing({ readStatus: 'reading', isSaveQueued: true })
    const event = { ...events['review-checked'], metadata: saved }
    const checked = transition(queued, event, context)
    expect(checked.state.dialog).toMatchObject({ readStatus: 'done', isSaveQueued: false })
    expect(effectsOf(checked, 'send')).toEqual([])
  })

  it('opens the conflicts instead of sending when others changed the same key', () => {
    const entries = [{ key: 'banner', value: 'Theirs' }]
    const state = { ...states.reviewing, room: { ...room, metadata: { ...metadata, entries } } }
    expect(transition(state, events.confirm, context).state.dialog).toEqual({ kind: 'conflicts' })
  })

  it('sends which keys are written whatever the room holds', () => {
    const rows = [
      loaded('banner', 'Hello', { value: 'Bye', overwrite: true }),
      loaded('goal', '1', { value: '2' }),
    ]
    const entries = [
      { key: 'banner', value: 'Theirs' },
      { key: 'goal', value: '1' },
    ]
    const state = { ...states.reviewing, room: { ...room, metadata: { ...metadata, entries } } }
    const [send] = effectsOf(transition(state, events.confirm, { ...context, rows }), 'send')
    expect(send?.request.overwrite).toEqual(['banner'])
  })

  it('sends the note without spaces and line ends around it, which do not count', () => {
    const note = ` ${'x'.repeat(LIMITS.noteCharacters)}\n`
    const [send] = effectsOf(
      transition({ ...states.reviewing, note }, events.confirm, context),
      'send',
    )
    expect(send?.request.note).toBe('x'.repeat(LIMITS.noteCharacters))
  })

  it('does not send a note that is too long', () => {
    const state = { ...states.reviewing, note: 'x'.repeat(LIMITS.noteCharacters + 1) }
    expect(transition(state, events.confirm, context)).toEqual({ state, effects: [] })
  })

  it('sends the warnings that were shown when the save was confirmed, also if it waits', () => {
    const acknowledged = [{ key: 'banner', warning: 'value-spaces' }] as const
    const confirmed = { ...events.confirm, acknowledged }
    const queued = transition(reviewing({ readStatus: 'reading' }), confirmed, context).state
    for (const sent of [
      transition(states.reviewing, confirmed, context),
      transition(queued, events['review-checked'], context),
    ])
      expect(effectsOf(sent, 'send')[0]?.request.acknowledged).toEqual(acknowledged)
    const plain = transition(states.reviewing, events.confirm, context)
    expect(effectsOf(plain, 'send')[0]?.request).not.toHaveProperty('acknowledged')
  })

  it('sends them again when a failed save is retried', () => {
    const acknowledged = [{ key: 'banner', warning: 'value-spaces' }] as const
    const { state } = transition(states.reviewing, { ...events.confirm, acknowledged }, context)
    const failed = transition(state, events.refused, context).state
    const retried = transition(failed, events.retry, context)
    expect(effectsOf(retried, 'send')[0]?.request.acknowledged).toEqual(acknowledged)
  })

  it.each([
    ['restored key', ['banner'], others.id],
    ['other key', ['gift'], undefined],
  ])('counts a save of a %s as a restore of %s', (_, keys, restores) => {
    const source = { id: others.id, aim: 'before', keys } as const
    const state = { ...states.reviewing, restoreSource: source }
    const [send] = effectsOf(transition(state, events.confirm, context), 'send')
    expect(send?.request.restores).toBe(restores)
  })
})

describe('a failed save', () => {
  const fail = (problem: Problem) =>
    transition(states.sending, { type: 'refused', problem }, context)

  it('is looked up when the response of the console is lost', () => {
    const lost = fail(new Problem('console.unreachable'))
    expect(lost.state.progress).toMatchObject({ status: 'response-lost', request })
    expect(effectsOf(lost, 'forget-request')).toEqual([])
    const problem = new Problem('request.not-found')
    const { state } = transition(lost.state, { type: 'looked-up', result: problem }, context)
    expect(state.progress).toMatchObject({ status: 'response-lost', isUnknownToServer: true })
  })

  it('opens the conflicts with their values when the room changed', () => {
    const theirs = [{ key: 'banner', value: 'Theirs' }]
    const changed = fail(new Problem('room.changed', { theirs }))
    expect(changed.state.dialog).toEqual({ kind: 'conflicts' })
    const [update] = effectsOf(changed, 'update-cache')
    expect(update?.values).toEqual(new Map([['banner', 'Theirs']]))
  })

  it('counts how often in a row others changed the key, and the same value once', () => {
    const conflictWith = (state: SaveState, value: string) =>
      transition(
        { ...state, progress: states.sending.progress },
        {
          type: 'refused',
          problem: new Problem('room.changed', { theirs: [{ key: 'banner', value }] }),
        },
        context,
      ).state
    const first = conflictWith(states.sending, '1')
    const twice = conflictWith(conflictWith(first, '1'), '2')
    expect(first.conflictCounts.get('banner')).toEqual({ theirs: '1', count: 1 })
    expect(twice.conflictCounts.get('banner')).toEqual({ theirs: '2', count: 2 })
    const sending = { ...twice, progress: states.sending.progress }
    expect(transition(sending, events.responded, context).state.conflictCounts.size).toBe(0)
  })

  it('puts the problem and the focus at the field of its key', () => {
    const entries = [{ key: 'banner', at: 'value', code: 'value.too-long' }] as const
    const refused = fail(new Problem('value.too-long', { entries: [...entries] }))
    const [shown] = effectsOf(refused, 'show-field-problems')
    expect(shown?.problems).toEqual([{ name: 'rows.0.value', code: 'value.too-long' }])
    expect(refused.effects).toContainEqual({ type: 'focus', id: 'rows.0.value' })
  })

  it.each([
    ['room.gone', 'gone'],
    ['auth.forbidden', 'forbidden'],
    ['auth.required', 'editable'],
  ] as const)('after %s leaves the rows %s', (code, access) => {
    const { state } = fail(new Problem(code))
    expect(state.access).toBe(access)
    expect(state.isSignedOut).toBe(code === 'auth.required')
  })

  it('is repeated with its own key only if the server cannot know that key', () => {
    const retry = (problem: Problem) =>
      effectsOf(transition(fail(problem).state, events.retry, context), 'send')[0]?.request
    expect(retry(new Problem('auth.required'))?.idempotencyKey).toBe(request.idempotencyKey)
    expect(retry(new Problem('engine.no-answer'))?.idempotencyKey).toBe(context.idempotencyKey)
  })

  it('is still looked up if its repeat only learns that nothing was sent this time', () => {
    const lost = fail(new Problem('console.unreachable')).state
    const repeated = transition(lost, events.retry, context).state
    const problem = new Problem('journal.unavailable')
    const { state } = transition(repeated, { type: 'refused', problem }, context)
    expect(state.progress).toMatchObject({ status: 'response-lost', request })
    expect(fail(problem).state.progress.status).toBe('failed')
  })

  it('is reviewed again when the draft changed since', () => {
    const rows = [loaded('banner', 'Hello', { value: 'Another' })]
    const retried = transition(states.failed, events.retry, { ...context, rows })
    expect(retried.state.dialog?.kind).toBe('review')
    expect(effectsOf(retried, 'send')).toEqual([])
  })
})

describe('a room that another change locks', () => {
  const pending = makeChange('pending', { id: others.id })
  const read = (state: SaveState, change: Change | null, now = context.now) =>
    transition(
      state,
      { type: 'room-read', room: { ...room, metadata: { ...later, pending: change } } },
      { ...context, now },
    ).state
  const locked = read(states.idle, pending)
  const settle = () => transition(locked, { type: 'change-read', change: others }, context)

  it('stays locked until the change settles, even if a read shows no lock before', () => {
    expect(locked.lock).toMatchObject({ change: pending, ageMs: 5_000, seenAt: context.now })
    expect(read(locked, null).lock).toEqual(locked.lock)
    expect(settle().state.lock).toBeNull()
  })

  it('is not locked again by a read that is older than the end of the change', () => {
    expect(read(settle().state, pending).lock).toBeNull()
  })

  it('is shown from an age of 1.5 seconds, and only if the change still is unsettled then', () => {
    const young = read(states.idle, makeChange('pending', { id: others.id, at: later.readAt }))
    const ask = (ms: number) =>
      transition(
        young,
        { type: 'change-read', change: pending },
        { ...context, now: context.now + ms },
      ).state
    expect(young.lock).toMatchObject({ ageMs: 0, isConfirmed: false })
    expect(read(young, pending, context.now + 9_000).lock?.isConfirmed).toBe(false)
    expect(ask(1_499).lock?.isConfirmed).toBe(false)
    expect(ask(1_500).lock?.isConfirmed).toBe(true)
  })

  it('announces the end only of a lock that was shown', () => {
    const ended = { type: 'change-read', change: others } as const
    expect(transition(locked, ended, context).state.endedLock).toBeNull()
    const shown = transition(locked, { type: 'change-read', change: pending }, context).state
    expect(shown.lock?.isConfirmed).toBe(true)
    const end = transition(shown, ended, context)
    expect(end.state.endedLock).toEqual(others)
    expect(end.effects).toContainEqual({ type: 'announce', announcement: { ended: others } })
  })

  it('announces once that the outcome is unknown, and does not take that back', () => {
    const change = makeChange('unknown', { id: others.id })
    const unknown = transition(locked, { type: 'change-read', change }, context)
    expect(effectsOf(unknown, 'announce')).toEqual([{ type: 'announce', announcement: 'unknown' }])
    expect(read(unknown.state, pending).lock?.change.outcome).toBe('unknown')
  })

  it('ignores the lock of its own save while that save is sent', () => {
    expect(read(states.sending, pending).lock).toBeNull()
  })
})

describe('after any events', () => {
  const anyEvent = fc.constantFrom<SaveEvent>(
    ...Object.values(events),
    { type: 'responded', change: makeChange('pending') },
    { type: 'responded', change: makeChange('unknown') },
    { type: 'responded', change: makeChange('not-applied') },
    { type: 'responded', change: partialChange },
    { type: 'refused', problem: new Problem('console.unreachable') },
    { type: 'refused', problem: new Problem('auth.required') },
    { type: 'looked-up', result: new Problem('request.not-found') },
    { type: 'room-read', room: { ...room, canSave: false } },
    { type: 'room-read', room: { ...room, readProblem: 'room.gone' } },
  )
  const anyEvents = fc.array(anyEvent, { maxLength: 40 })

  /** Runs the events and checks each step. Every third context has a draft equal to the room. */
  function run(list: readonly SaveEvent[], check: (step: Transition, before: SaveState) => void) {
    let state: SaveState = states.idle
    list.forEach((event, index) => {
      const rows = index % 3 === 2 ? [loaded('banner', 'Hello')] : context.rows
      const next = transition(state, event, { ...context, rows, idempotencyKey: `key ${index}` })
      check(next, state)
      state = next.state
    })
  }

  it('shows no dialog over a save of a person who may no longer save', () => {
    const event = { type: 'room-read', room: { ...room, canSave: false } } as const
    const { state } = transition(states.sending, event, context)
    expect(transition(state, events['open-dialog'], context).state.dialog).toBeNull()
  })

  it('sends one save at a time, and shows no dialog over it', () => {
    fc.assert(
      fc.property(anyEvents, (list) =>
        run(list, (next, before) => {
          const sends = effectsOf(next, 'send')
          const isSending = next.state.progress.status === 'sending'
          if (sends.length > 0) {
            expect(before.progress.status).not.toBe('sending')
            expect(before.progress.status).not.toBe('unsettled')
            expect(isSending).toBe(true)
          }
          if (isSending) expect(next.state.dialog).toBeNull()
          if (isSending) expect(next.state.access).not.toBe('editable')
        }),
      ),
    )
  })

  it('sends no other save while the outcome of one is open', () => {
    fc.assert(
      fc.property(anyEvents, (list) =>
        run(list, (next, before) => {
          if (before.progress.status !== 'response-lost') return
          for (const { request: sent } of effectsOf(next, 'send'))
            expect(sent.idempotencyKey).toBe(before.progress.request.idempotencyKey)
        }),
      ),
    )
  })

  it('keeps a request stored exactly as long as its outcome is open', () => {
    fc.assert(
      fc.property(anyEvents, (list) => {
        let isStored = false
        run(list, (next, before) => {
          if (effectsOf(next, 'send').length > 0) isStored = true
          if (effectsOf(next, 'forget-request').length > 0) isStored = false
          const isResumed =
            !isSaveUnderWay(before) && next.state.progress.status === 'response-lost'
          if (isResumed) isStored = true
          expect(isStored).toBe(isSaveUnderWay(next.state))
        })
      }),
    )
  })
})
