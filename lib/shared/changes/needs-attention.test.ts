import { expect, it } from 'vitest'
import type { KeyResult } from './change'
import { isResolved } from './needs-attention'

const result = (key: string, keyResult: KeyResult['result']): KeyResult => ({
  key,
  result: keyResult,
  found: null,
})
/** `a` was applied, `b` and `c` were not. */
const partial = {
  id: 'p',
  results: [result('a', 'applied'), result('b', 'not-applied'), result('c', 'unclear')],
}
const writing = (...keys: string[]) => ({
  results: keys.map((key) => result(key, 'applied')),
  restores: null,
})

it.each([
  ['nothing else was saved', [], false],
  ['another key was written', [writing('d')], false],
  ['half of the rest was written', [writing('b')], false],
  ['the rest was written', [writing('b', 'c')], true],
  ['the rest was written by two changes', [writing('b'), writing('c')], true],
  ['what it wrote was written again', [writing('a')], true],
  ['a restore of it was applied', [{ ...writing('x'), restores: 'p' }], true],
  ['a restore of another change was applied', [{ ...writing('x'), restores: 'q' }], false],
  ['a restore of it failed', [{ results: [result('a', 'not-applied')], restores: 'p' }], false],
  [
    'the rest was retried and failed',
    [{ results: [result('b', 'not-applied')], restores: null }],
    false,
  ],
])('a partial change after which %s', (_, later, isDone) => {
  expect(isResolved(partial, later)).toBe(isDone)
})

it('a change without certain results needs attention until all of its keys are written', () => {
  const unclear = { id: 'u', results: [result('a', 'unclear')] }
  expect(isResolved(unclear, [])).toBe(false)
  expect(isResolved(unclear, [writing('a')])).toBe(true)
})
