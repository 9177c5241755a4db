import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import type { Entry } from '@/lib/shared/metadata/entry'
import { transition } from '../machine/save-machine'
import type { RestoreRequest, SaveEvent, SaveState } from '../machine/save-state'
import { effectsOf, events, later, others } from '../testing/save-events'
import { context, makeChange, metadata, partialChange, room, states } from '../testing/save-states'

const change = makeChange('applied')
const SAVED: Entry[] = [{ key: 'banner', value: 'Bye' }]
/** The draft after the save, with another edit. */
const draft = [loaded('banner', 'Bye'), loaded('goal', '1', { value: '2' })]

const readRoom = (entries: Entry[], more: Partial<typeof metadata> = {}): SaveEvent => ({
  type: 'room-read',
  room: { ...room, metadata: { ...later, entries, ...more } },
})
/** Runs the events on a draft that is not part of any undo. */
function run(state: SaveState, ...list: SaveEvent[]) {
  let last = transition(state, list[0] as SaveEvent, { ...context, rows: draft })
  for (const event of list.slice(1))
    last = transition(last.state, event, { ...context, rows: draft })
  return last
}
const reviewed = (state: SaveState = states.applied) => run(state, { type: 'undo-save' }).state
const checked: SaveEvent = {
  type: 'review-checked',
  metadata: { ...later, entries: SAVED },
  isFresh: true,
}
const undoing = () => run(reviewed(), checked, events.confirm)

describe('the last save', () => {
  const settle = (saved: Change) =>
    run(states.sending, { type: 'responded', change: saved }, readRoom(SAVED)).state.undoable

  it('can be undone after it was applied or applied in part', () => {
    expect(settle(change)).toBe(change)
    expect(settle(partialChange)).toBe(partialChange)
    expect(settle(makeChange('not-applied'))).toBeNull()
  })

  it('cannot be undone if others wrote its key before it was confirmed', () => {
    const found = [{ key: 'banner', result: 'applied', found: 'theirs' } as const]
    expect(settle(makeChange('applied', { results: found }))).toBeNull()
  })

  it('can be undone until others write its key, even if they write it back later', () => {
    const gone = run(states.applied, readRoom([{ key: 'banner', value: 'theirs' }])).state
    expect(gone.undoable).toBeNull()
    expect(run(gone, readRoom(SAVED)).state.undoable).toBeNull()
  })

  it('can be undone while others write other keys', () => {
    const entries = [...SAVED, { key: 'goal', value: '9' }]
    expect(run(states.applied, readRoom(entries)).state.undoable).not.toBeNull()
  })

  it('can be undone although a read that began before it arrives late', () => {
    const readAt = '2025-12-31T23:59:59.000Z'
    const late = run(states.applied, readRoom(metadata.entries as Entry[], { readAt })).state
    expect(late.undoable).not.toBeNull()
  })

  it.each([
    ['room.gone', { ...room, readProblem: 'room.gone' }],
    ['no permission', { ...room, canSave: false }],
  ] as const)('cannot be undone with %s', (_, view) => {
    const closed = run(states.applied, { type: 'room-read', room: { ...view, metadata: later } })
    expect(run(closed.state, { type: 'undo-save' }).state.dialog).toBeNull()
  })
})

describe('the review of an undo', () => {
  it('has nothing of the draft and leaves it as it is', () => {
    const { state, effects } = run(states.applied, { type: 'undo-save' })
    expect(state.dialog).toMatchObject({ kind: 'review', undo: { change, note: '' } })
    expect(effects).toEqual([{ type: 'check-review' }])
    const [send] = effectsOf(undoing(), 'send')
    expect(send?.request).toEqual({
      changes: [{ key: 'banner', from: 'Bye', to: 'Hello' }],
      note: '',
      restores: change.id,
      idempotencyKey: context.idempotencyKey,
      isUndo: true,
    })
  })

  it('has a note of its own', () => {
    const state = run(reviewed({ ...states.applied, note: 'draft' }), {
      type: 'set-note',
      note: ' wrong room ',
    })
    const sent = run(state.state, checked, events.confirm)
    expect(effectsOf(sent, 'send')[0]?.request.note).toBe('wrong room')
    expect(sent.state.note).toBe('draft')
  })

  it('sends nothing once others wrote a key, and leads to the draft', () => {
    const entries = [{ key: 'banner', value: 'theirs' }]
    const conflicting = run(reviewed(), { ...checked, metadata: { ...later, entries } })
    expect(effectsOf(run(conflicting.state, events.confirm), 'send')).toEqual([])
    const drafted = run(conflicting.state, events['draft-undo'])
    expect(drafted.state.dialog).toEqual({ kind: 'conflicts' })
    const [replace] = effectsOf(drafted, 'replace-draft')
    expect(replace).toMatchObject({ isUndoable: true })
    expect(replace?.rows).toContainEqual(draft[1])
  })
})

describe('an undo', () => {
  it('that was applied keeps the note and the source of the draft', () => {
    const restoreSource = { id: others.id, aim: 'after', keys: ['goal'] } as const
    const sending = { ...undoing().state, note: 'draft', restoreSource }
    const undone = makeChange('applied', {
      changes: [{ key: 'banner', from: 'Bye', to: 'Hello' }],
      results: [{ key: 'banner', result: 'applied', found: 'Hello' }],
    })
    const settled = run(sending, { type: 'responded', change: undone })
    expect(settled.state).toMatchObject({ note: 'draft', restoreSource, undoable: undone })
    expect(effectsOf(settled, 'rebase-draft')).toEqual([
      { type: 'rebase-draft', change: undone, isUndo: true },
    ])
  })

  it('that meets a change of others opens no conflicts of the draft', () => {
    const problem = new Problem('room.changed', { theirs: [{ key: 'banner', value: 'theirs' }] })
    const failed = run(undoing().state, { type: 'refused', problem })
    expect(failed.state).toMatchObject({ dialog: null, progress: { status: 'failed' } })
    expect(failed.effects).toContainEqual({ type: 'focus', id: 'outcome' })
  })

  it('that failed is sent again with a new key, whatever the draft has by then', () => {
    const failed = run(undoing().state, events.refused).state
    const retried = transition(failed, events.retry, { ...context, idempotencyKey: 'new' })
    expect(effectsOf(retried, 'send')[0]?.request).toMatchObject({
      changes: [{ key: 'banner', from: 'Bye', to: 'Hello' }],
      restores: change.id,
      isUndo: true,
      idempotencyKey: 'new',
    })
  })

  it('whose page ended is looked up without becoming part of the draft', () => {
    const [send] = effectsOf(undoing(), 'send')
    if (!send) throw new Error('nothing was sent')
    const resumed = run(states.idle, { type: 'resumed', request: send.request })
    expect(resumed.state.progress).toMatchObject({ status: 'response-lost' })
    expect(effectsOf(resumed, 'replace-draft')).toEqual([])
  })
})

describe('an undo from the history', () => {
  const request = (entries: Entry[], earlier: Change = others) =>
    run(states.idle, {
      type: 'restore-checked',
      metadata: { ...later, entries },
      restore: {
        id: earlier.id,
        aim: 'before',
        data: { change: earlier, entries: null },
        problem: null,
      } satisfies RestoreRequest,
    })

  it('is reviewed at once if the room still has all of it', () => {
    const { state, effects } = request(SAVED)
    expect(state.dialog).toMatchObject({ kind: 'review', undo: { change: others } })
    expect(effects).toEqual([{ type: 'check-review' }])
  })

  it('becomes part of the draft if others changed a key again since', () => {
    const { state, effects } = request([{ key: 'banner', value: 'theirs' }])
    expect(state).toMatchObject({ dialog: null, restoreSource: { id: others.id } })
    expect(effects.map(({ type }) => type)).toEqual(['replace-draft', 'announce'])
  })
})
