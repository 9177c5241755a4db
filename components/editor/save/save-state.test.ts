import { expect, it } from 'vitest'
import { needsNotice } from './save-state'
import { makeChange, states, withProgress } from './testing/save-states'

it('needs a notice for each outcome of a save except success', () => {
  const needed = Object.entries(states).flatMap(([name, state]) =>
    needsNotice(state) ? [name] : [],
  )
  expect(needed).toEqual(['response-lost', 'unsettled', 'not-applied', 'partial', 'failed'])
})

it('needs a notice about the session, closed rows, the end of a lock and errors of the draft', () => {
  const reasons = [
    { isSignedOut: true },
    { access: 'forbidden' },
    { access: 'gone' },
    { endedLock: makeChange('applied') },
    { isShowingAllErrors: true },
  ] as const
  for (const reason of reasons)
    expect(needsNotice(withProgress({ status: 'idle' }, reason))).toBe(true)
})
