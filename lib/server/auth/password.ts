import 'server-only'
import { MIN_PASSWORD_CHARACTERS } from '@/lib/shared/access/password-rules'
import { Problem } from '@/lib/shared/api/problem'

/** Length is the only rule for passwords. Throws `password.too-short`. */
export function assertLongEnough(password: string): void {
  const limit = MIN_PASSWORD_CHARACTERS
  if ([...password].length < limit) throw new Problem('password.too-short', { params: { limit } })
}
