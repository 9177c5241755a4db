import type { ProblemCode, ProblemParams } from '../api/problem-codes'
import { isWellFormed, utf8Bytes } from './bytes'
import { splitAtInvisibles } from './invisibles'
import { LIMITS } from './limits'

/** A rule that a key or value breaks: its problem code and the numbers of the message. */
type TextProblem = { code: ProblemCode; params?: ProblemParams }

// Category Cc without tab, line feed and carriage return, which values may contain.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the rules look for control characters
const CONTROL_IN_VALUE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u
const CONTROL = /\p{Cc}/u

/**
 * The first rule that a new key breaks, or null. A key must not contain a character that the editor
 * draws as a token (`invisibles.ts`), so what is refused here can be seen and removed there.
 */
export function validateKey(key: string): TextProblem | null {
  if (key === '') return { code: 'key.missing' }
  if (!isWellFormed(key)) return { code: 'key.not-text' }
  if (CONTROL.test(key)) return { code: 'key.control' }
  if (splitAtInvisibles(key).some((piece) => piece.invisible)) return { code: 'key.invisible' }
  const bytes = utf8Bytes(key)
  if (bytes > LIMITS.keyBytes) return toTooLongProblem('key.too-long', bytes, LIMITS.keyBytes)
  return null
}

/**
 * The first rule that a new value breaks, or null. Empty values and spaces are allowed
 * (docs/live-api.md#set_room_metadata).
 */
export function validateValue(value: string): TextProblem | null {
  if (!isWellFormed(value)) return { code: 'value.not-text' }
  if (CONTROL_IN_VALUE.test(value)) return { code: 'value.control' }
  const bytes = utf8Bytes(value)
  if (bytes > LIMITS.valueBytes) return toTooLongProblem('value.too-long', bytes, LIMITS.valueBytes)
  return null
}

const toTooLongProblem = (code: ProblemCode, bytes: number, limit: number): TextProblem => ({
  code,
  params: { bytes, limit, over: bytes - limit },
})
