import 'server-only'
import { randomInt } from 'node:crypto'

/** Leaves out characters that look alike, because people read one-time passwords to each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 4

/** Has 79 bits of entropy. */
export function createOneTimePassword(): string {
  const character = () => ALPHABET[randomInt(ALPHABET.length)]
  const group = () => Array.from({ length: GROUP_LENGTH }, character).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
