import { describe, expect, it } from 'vitest'
import type { Change } from '@/lib/shared/changes/change'
import { effectsOf, later, others } from '../testing/save-events'
import { context, makeChange, room, states } from '../testing/save-states'
import { transition } from './save-machine'
import type { SaveState } from './save-state'

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
