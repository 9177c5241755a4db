import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { effectsOf, events } from '../testing/save-events'
import { context, makeChange, partialChange, room, states } from '../testing/save-states'
import { transition } from './save-machine'
import { isSaveUnderWay, type SaveEvent, type SaveState, type Transition } from './save-state'

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
