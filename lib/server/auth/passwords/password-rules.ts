import 'server-only'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { MIN_PASSWORD_CHARACTERS } from '@/lib/shared/access/password-rules'
import { Problem } from '@/lib/shared/api/problem'

/** Guessed within a million attempts, by zxcvbn's scale. */
const TOO_COMMON = 1
/** The estimate is synchronous and its time grows with the length; longer passwords are not common. */
const CHARACTERS_ESTIMATED = 40

let estimator: ZxcvbnFactory | undefined

/**
 * A password must be long enough and no common one, nor a variation of the person's own name or
 * e-mail address. Throws `password.too-short` or `password.too-common`.
 */
export function assertAcceptable(password: string, ownWords: readonly string[]): void {
  const limit = MIN_PASSWORD_CHARACTERS
  if ([...password].length < limit) throw new Problem('password.too-short', { params: { limit } })
  // The lists take some megabytes, so they are unpacked only when a password is set.
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  const { score } = estimator.check(password.slice(0, CHARACTERS_ESTIMATED), [...ownWords])
  if (score <= TOO_COMMON) throw new Problem('password.too-common')
}
