import { describe, expect, it } from 'vitest'
import { problemCodes } from '@/lib/shared/api/problem-codes'
import { type CodeClass, errorCodes } from './error-codes'
import { problemCodeByClass, retryPolicy } from './resilience/retry-policy'

/** The codes of docs/live-api.md#error-codes. */
const documented = [
  60002, 60003, 60004, 60005, 60006, 60007, 60008, 60009, 60010, 60011, 60012, 60013, 60014, 60015,
  60016, 60017, 60018, 60019, 60020, 60021, 60025, 60026, 60027, 60028, 70001, 70002, 70003, 70004,
  70005, 70006, 70007, 70009, 70013, 70014, 70016, 70020, 70050, 70051, 70052, 70107, 70114, 70169,
  70202, 70206, 70398, 70399, 70402, 70403, 70404, 70500, 71000, 72000, 72001, 72002, 72010, 72011,
  72012, 80005, 100001, 100002, 100003, 100004, 100005, 100006, 100007, 100008, 100009, 100010,
  100011, 100012, 100013, 100015, 100016, 100017, 100018, 100019, 100020, 100102, 100200, 100201,
  100202, 100203, 100204, 100205, 100206, 100210, 100211, 100251, 100300, 100301, 100302, 100400,
  100401, 100402, 100403, 100404, 100405, 100411, 100412, 100413, 100414, 100415, 100416, 100417,
  100418, 100419, 100420, 100421, 100500, 100501, 100502, 100503, 100504, 101011,
]

/** The classes of docs/save-guarantees.md#classifying-replies that have several codes. */
const classes: Partial<Record<CodeClass, number[]>> = {
  fault: [60008, 60013, 70169, 70500, 100001],
  rate: [60007, 60011, 60018, 60019],
  resign: [70001, 70003, 60004, 60005, 60025],
  config: [
    70009, 70013, 70014, 70016, 70020, 70050, 70051, 70107, 60006, 60010, 60012, 60016, 60017,
    60021, 60026, 60027, 60020, 60028,
  ],
  plan: [100007, 100013, 101011],
  bug: [60002, 60003, 60009, 60015, 100003],
  input: [100002],
  state: [100400, 100417, 100418, 100419],
  limit: [100500, 100501, 100502, 100504],
}

describe('the error codes', () => {
  it('contain every documented code once and no other', () => {
    expect([...errorCodes.keys()].sort((a, b) => a - b)).toEqual(documented)
  })

  it.each(Object.entries(classes))('have the documented class %s', (kind, codes) => {
    expect(codes.map((code) => errorCodes.get(code)?.class)).toEqual(codes.map(() => kind))
  })

  it('lead to existing problems and name a setting exactly if one is wrong', () => {
    for (const { problem, setting } of errorCodes.values()) {
      expect(problemCodes).toContain(problem)
      expect(setting !== undefined).toBe(problem === 'console.misconfigured')
    }
    for (const problem of Object.values(problemCodeByClass)) expect(problemCodes).toContain(problem)
  })
})

it('a write is sent again only after an attempt that certainly had no effect', () => {
  const retried = Object.entries(retryPolicy).flatMap(([kind, { write }]) =>
    write === 'retry' || write === 're-sign-once' ? [kind] : [],
  )
  expect(retried).toEqual(['not-sent', 'rate', 'resign'])
})
