import { expect, it } from 'vitest'
import type { KeyResult, Outcome } from './change'
import { getShownOutcome } from './shown-outcome'

const results = (...kinds: KeyResult['result'][]) =>
  kinds.map((result, n): KeyResult => ({ key: `k${n}`, result, found: null }))

it.each<[Outcome, KeyResult['result'][], Outcome | 'unclear']>([
  ['partial', ['unclear'], 'unclear'],
  ['partial', ['unclear', 'unclear'], 'unclear'],
  ['partial', ['applied', 'unclear'], 'partial'],
  ['partial', ['not-applied', 'unclear'], 'partial'],
  ['partial', ['applied', 'not-applied'], 'partial'],
  ['applied', [], 'applied'],
  ['unknown', ['unclear'], 'unknown'],
])('a change that is %s with the results %j reads as %s', (outcome, kinds, shown) => {
  expect(getShownOutcome({ outcome, results: results(...kinds) })).toBe(shown)
})
