import { expect, it } from 'vitest'
import type { Call } from '../db/mappers'
import { toSaveStep } from './save-step'

const call = (kind: Call['class']): Call => ({
  step: 'set',
  sentAt: '2026-01-01T12:00:00.000Z',
  class: kind,
  code: null,
  requestId: null,
  ms: null,
})

it.each([
  ['checking', []],
  ['saving', [call(null)]],
  ['busy', [call('rate')]],
  ['saving', [call('rate'), call(null)]],
  ['saving', [call('not-sent')]],
  ['confirming', [call('rate'), call('ok')]],
  ['confirming', [call('lost')]],
] as const)('is %s after these calls', (step, calls) => {
  expect(toSaveStep(calls)).toBe(step)
})
