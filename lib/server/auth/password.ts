import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { LIMITS } from '@/lib/shared/metadata/limits'

/** Length is the only rule for passwords. Throws `password.too-short`. */
export function assertLongEnough(password: string): void {
  const limit = LIMITS.passwordCharacters
  if ([...password].length < limit) throw new Problem('password.too-short', { params: { limit } })
}
