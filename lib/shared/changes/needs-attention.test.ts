import { expect, it } from 'vitest'
import type { KeyResult } from './change'
import { isMadeGood } from './needs-attention'

const result = (key: string, word: KeyResult['result']): KeyResult => ({
  key,
  result: word,
  found: null,
})
/** `a` got in, `b` and `c` did not. */
const partial = {
  id: 'p',
  results: [result('a', 'applied'), result('b', 'not-applied'), result('c', 'unclear')],
}
const wrote = (...keys: string[]) => ({
  results: keys.map((key) => result(key, 'applied')),
  restores: null,
})

it.each([
  ['nothing came later', [], false],
  ['another key was written', [wrote('d')], false],
  ['half of the rest was written', [wrote('b')], false],
  ['the rest was written', [wrote('b', 'c')], true],
  ['the rest was written by two', [wrote('b'), wrote('c')], true],
  ['what got in was written again', [wrote('a')], true],
  ['a restore of it got in', [{ ...wrote('x'), restores: 'p' }], true],
  ['a restore of another change got in', [{ ...wrote('x'), restores: 'q' }], false],
  ['a restore of it failed', [{ results: [result('a', 'not-applied')], restores: 'p' }], false],
  [
    'the rest was tried again and failed',
    [{ results: [result('b', 'not-applied')], restores: null }],
    false,
  ],
])('a partial change after which %s', (_, later, good) => {
  expect(isMadeGood(partial, later)).toBe(good)
})

it('a change of which nothing is certain waits until all of its keys are written', () => {
  const unclear = { id: 'u', results: [result('a', 'unclear')] }
  expect(isMadeGood(unclear, [])).toBe(false)
  expect(isMadeGood(unclear, [wrote('a')])).toBe(true)
})
