import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { problems } from '@/lib/shared/api/problem-codes'
import type { Auth } from '../../auth/auth'
import type { RequestInfo } from '../../http/context'
import type { Log } from '../../runtime/log'

type Deps = RequestInfo & { auth: Auth; log: Log }

/** A known person, or the text typed into the e-mail field. */
export type Claimant = { person: string } | { email: string }

/** Runs `work` and logs who failed to prove an identity, and from where. */
export async function withFailureLog<T>(
  deps: Deps,
  claimant: Claimant,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem && [401, 429].includes(problems[error.code].status)) {
      await logFailure(deps, claimant, error).catch(() => undefined)
    }
    throw error
  }
}

async function logFailure(
  { auth, identity, log, ref }: Deps,
  claimant: Claimant,
  { code }: Problem,
): Promise<void> {
  const person =
    'person' in claimant ? claimant.person : (await auth.people.findByEmail(claimant.email))?.id
  // People type passwords into the e-mail field, so unknown accounts are logged as a keyed hash.
  const account = 'email' in claimant && !person ? auth.hashForLog(claimant.email) : undefined
  const source = identity.clientKey
  log.info({ event: 'sign-in-failed', ref, person, account, source, code })
}
