import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { effectsOf, events, others, saved } from '../testing/save-events'
import { context, makeChange, metadata, request, room, states } from '../testing/save-states'
import { transition } from './save-machine'
import type { SaveDialog, SaveState } from './save-state'

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

  it('because of the save of others says at once that it locks the room', () => {
    const change = makeChange('pending', { id: others.id })
    const params = { name: 'Bo', seconds: 2 }
    const busy = fail(new Problem('room.busy', { change, params })).state
    expect(busy.lock).toEqual({ change, ageMs: 2_000, seenAt: context.now, isConfirmed: true })
    const end = transition(busy, { type: 'change-read', change: others }, context).state
    expect(end.lock).toBeNull()
    expect(fail(new Problem('engine.no-answer', { change })).state.lock).toBeNull()
  })

  it('is reviewed again when the draft changed since', () => {
    const rows = [loaded('banner', 'Hello', { value: 'Another' })]
    const retried = transition(states.failed, events.retry, { ...context, rows })
    expect(retried.state.dialog?.kind).toBe('review')
    expect(effectsOf(retried, 'send')).toEqual([])
  })
})
