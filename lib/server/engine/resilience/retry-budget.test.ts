import { describe, expect, it } from 'vitest'
import { createRetryBudget } from './retry-budget'

function rig() {
  let now = 0
  const budget = createRetryBudget(() => now)
  return { budget, pass: (ms: number) => (now += ms) }
}

describe('the purse for retries', () => {
  it('pays for every retry of a short fault', () => {
    const { budget } = rig()
    expect([1, 2, 3, 4, 5].map(() => budget.spend(false))).toEqual(Array(5).fill(true))
  })

  it.each([
    [160, 0.11],
    [10, 0.12],
    [1, 0.2],
  ])(
    'under a lasting fault at %d calls a second, retries are %d of the calls',
    (perSecond, most) => {
      const { budget, pass } = rig()
      let retries = 0
      for (let call = 0; call < 600 * perSecond; call++) {
        pass(1_000 / perSecond)
        budget.earn()
        for (let again = 0; again < 2; again++) if (budget.spend(false)) retries++
      }
      // The full purse of the beginning apart.
      expect((retries - 10) / (600 * perSecond)).toBeLessThanOrEqual(most)
      expect(retries / (600 * perSecond)).toBeGreaterThan(0.09)
    },
  )

  it('keeps some for saves that have begun, when reads have spent theirs', () => {
    const { budget } = rig()
    while (budget.spend(false));
    expect([budget.spend(false), budget.spend(true), budget.spend(true)]).toEqual([
      false,
      true,
      true,
    ])
    while (budget.spend(true));
    expect(budget.left()).toBeLessThan(1)
  })

  it('fills again by itself where hardly anything is asked', () => {
    const { budget, pass } = rig()
    while (budget.spend(true));
    pass(100_000)
    expect(budget.left()).toBe(10)
  })
})
