import type { ProblemCode } from './problem-codes'

/**
 * Problems after which the screen offers more than the message: wait for the other change, or sign
 * in. Apart from the table of all codes, which would enlarge the first load of each page.
 */
export const nextSteps: Partial<Record<ProblemCode, 'wait' | 'sign-in'>> = {
  'room.busy': 'wait',
  'auth.required': 'sign-in',
  'auth.throttled': 'wait',
  'auth.busy': 'wait',
  'engine.no-answer': 'wait',
  'engine.garbled': 'wait',
}
