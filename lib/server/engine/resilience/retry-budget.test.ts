import { describe, expect, it } from 'vitest'
import { createRetryBudget } from './retry-budget'

function setUp() {
  let now = 0
  const budget = createRetryBudget(() => now)
  return { budget, advance: (ms: number) => (now += ms) }
}

describe('the retry budget', () => {
  it('allows every retry of a short fault', () => {
    const { budget } = setUp()
    expect([1, 2, 3, 4, 5].map(() => budget.takeToken(false))).toEqual(Array(5).fill(true))
  })

  it.each([
    [160, 0.11],
    [10, 0.12],
    [1, 0.2],
  ])(
    'at %d calls a second, limits the retries of a long fault to a share of %d',
    (perSecond, most) => {
      const { budget, advance } = setUp()
      let retries = 0
      for (let call = 0; call < 600 * perSecond; call++) {
        advance(1_000 / perSecond)
        budget.earnToken()
        for (let retry = 0; retry < 2; retry++) if (budget.takeToken(false)) retries++
      }
      // The ten tokens of a full budget do not count.
      expect((retries - 10) / (600 * perSecond)).toBeLessThanOrEqual(most)
      expect(retries / (600 * perSecond)).toBeGreaterThan(0.09)
    },
  )

  it('reserves some tokens for saves in flight when reads have used theirs', () => {
    const { budget } = setUp()
    while (budget.takeToken(false));
    expect([budget.takeToken(false), budget.takeToken(true), budget.takeToken(true)]).toEqual([
      false,
      true,
      true,
    ])
    while (budget.takeToken(true));
    expect(budget.tokensLeft()).toBeLessThan(1)
  })

  it('refills over time when there are hardly any calls', () => {
    const { budget, advance } = setUp()
    while (budget.takeToken(true));
    advance(100_000)
    expect(budget.tokensLeft()).toBe(10)
  })
})
