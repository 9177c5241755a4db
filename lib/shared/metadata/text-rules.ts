import type { ProblemCode, ProblemParams } from '../api/problems'
import { isWellFormed, utf8Bytes } from './bytes'
import { piecesOf } from './invisibles'
import { LIMITS } from './limits'

/** What is wrong with one key or value: our code and the numbers its sentence needs. */
export type TextProblem = { code: ProblemCode; params?: ProblemParams }

// Cc without tab, line feed and carriage return, which a value may hold.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is this file's work
const CONTROL_IN_VALUE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u
const CONTROL = /\p{Cc}/u

/**
 * The first rule that a key to be written breaks, or null. A key must be readable: it may hold no character that the
 * editor draws as a token (`invisibles.ts`), so whatever is refused here can be seen and removed there.
 */
export function keyProblem(key: string): TextProblem | null {
  if (key === '') return { code: 'key.missing' }
  if (!isWellFormed(key)) return { code: 'key.not-text' }
  if (CONTROL.test(key)) return { code: 'key.control' }
  if (piecesOf(key).some((piece) => piece.invisible)) return { code: 'key.invisible' }
  const bytes = utf8Bytes(key)
  if (bytes > LIMITS.keyBytes) return tooLong('key.too-long', bytes, LIMITS.keyBytes)
  return null
}

/** The first rule a value to be written breaks, or null. Empty and blank values are legal (contract §1.2). */
export function valueProblem(value: string): TextProblem | null {
  if (!isWellFormed(value)) return { code: 'value.not-text' }
  if (CONTROL_IN_VALUE.test(value)) return { code: 'value.control' }
  const bytes = utf8Bytes(value)
  if (bytes > LIMITS.valueBytes) return tooLong('value.too-long', bytes, LIMITS.valueBytes)
  return null
}

const tooLong = (code: ProblemCode, bytes: number, limit: number): TextProblem => ({
  code,
  params: { bytes, limit, over: bytes - limit },
})
