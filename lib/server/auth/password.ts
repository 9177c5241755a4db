import 'server-only'
import { LIMITS } from '@/lib/shared/limits'
import { Problem } from '@/lib/shared/problem'

/** Length is all that is asked of a password. Throws `password.too-short`. */
export function assertLongEnough(password: string): void {
  const limit = LIMITS.passwordCharacters
  if ([...password].length < limit) throw new Problem('password.too-short', { params: { limit } })
}
