import { expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { needsAlert, selectSaveMessage } from './save-message'
import { makeChange, partialChange, request, states, withProgress } from './testing/save-states'

const others = makeChange('pending', { by: { id: 'bo', name: 'Bo' } })
const lock = { change: others, ageMs: 0, seenAt: 0, isConfirmed: true }

it('needs an alert for each outcome of a save except success', () => {
  const needed = Object.entries(states).flatMap(([name, state]) =>
    needsAlert(state) ? [name] : [],
  )
  expect(needed).toEqual(['response-lost', 'not-applied', 'partial', 'failed'])
})

it('needs an alert about the session, closed rows and errors of the draft', () => {
  const reasons = [
    { isSignedOut: true },
    { access: 'forbidden' },
    { access: 'gone' },
    { isShowingAllErrors: true },
  ] as const
  for (const reason of reasons)
    expect(needsAlert(withProgress({ status: 'idle' }, reason))).toBe(true)
})

it('says one thing at a time, of the own save before that of others', () => {
  const kindOf = (state: Parameters<typeof selectSaveMessage>[0]) => selectSaveMessage(state)?.kind
  const all = { lock, partial: partialChange, endedLock: makeChange('applied') }
  expect(kindOf({ ...states.sending, ...all })).toBe('sending')
  expect(kindOf({ ...states.failed, ...all })).toBe('failed')
  expect(kindOf({ ...states['not-applied'], ...all })).toBe('not-applied')
  expect(kindOf({ ...states.applied, ...all })).toBe('locked')
  expect(kindOf({ ...states.applied, ...all, lock: null })).toBe('partial')
  expect(kindOf({ ...states.applied, ...all, lock: null, partial: null })).toBe('unlocked')
})

it('says nothing of the end of a save beside the offer to save now', () => {
  const problem = new Problem('room.busy', { change: others })
  const busy = withProgress({ status: 'failed', request, problem })
  const ended = { ...busy, endedLock: makeChange('applied') }
  expect(selectSaveMessage(ended)).toEqual({ kind: 'busy', problem })
})

it('mentions the save of another person only once it is confirmed', () => {
  const unconfirmed = { ...lock, isConfirmed: false }
  expect(selectSaveMessage({ ...states.idle, lock: unconfirmed })).toBeNull()
  expect(selectSaveMessage({ ...states.idle, lock })).toEqual({ kind: 'locked', lock })
  expect(selectSaveMessage(states.unsettled)?.kind).toBe('locked')
})
