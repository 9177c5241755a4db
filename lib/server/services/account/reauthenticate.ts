import 'server-only'
import type { AuthResponses } from '@/lib/shared/api/auth-endpoints'
import { authorize } from '../../auth/authorize'
import type { AccountDeps } from './account'
import { assertOwnCode, assertOwnPassword } from './prove-identity'
import { startSingleSignOn } from './single-sign-on'

/**
 * Confirms the current session with the password or a code. Without either it returns the address
 * of the identity provider, where the person signs in again. Throws `auth.wrong-password`,
 * `auth.wrong-code`, `auth.throttled`, or `request.not-found` without a provider.
 */
export async function reauthenticate(
  deps: AccountDeps,
  { password, code, returnTo }: { password?: string; code?: string; returnTo?: string },
): Promise<AuthResponses['reauthenticate']> {
  const { id } = authorize(deps, 'account.change')
  if (password === undefined && code === undefined) {
    return { url: await startSingleSignOn(deps, { returnTo, sessionId: deps.session.id }) }
  }
  if (password !== undefined) await assertOwnPassword(deps, password)
  if (code !== undefined) await assertOwnCode(deps, code)
  await deps.auth.sessions.markAuthenticated(deps.session.id)
  deps.log.info({ event: 'reauthenticated', ref: deps.ref, person: id })
  return { url: null }
}
