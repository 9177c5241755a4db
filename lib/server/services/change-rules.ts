import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { validateChanges } from '@/lib/shared/metadata/metadata-rules'

/** Throws `note.too-long`. */
export function assertValidNote(note: string | undefined): void {
  if (note === undefined || [...note].length <= LIMITS.noteCharacters) return
  throw new Problem('note.too-long', { params: { limit: LIMITS.noteCharacters } })
}

/** Throws the problem of the first entry that breaks a rule, with those of all others. */
export function assertValidEntries(changes: readonly KeyChange[]): void {
  const entries = validateChanges(changes)
  const [first] = entries
  if (first) throw new Problem(first.code, { params: first.params, entries })
}
