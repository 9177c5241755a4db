import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { isWellFormed } from '@/lib/shared/metadata/bytes'

/**
 * Text columns of PostgreSQL refuse NUL and unpaired surrogates; key changes are JSON, which
 * escapes both.
 */
export function assertStorable(field: string, text: string | null): void {
  if (text === null || (isWellFormed(text) && !text.includes('\0'))) return
  throw new Problem('request.malformed', { params: { field } })
}
