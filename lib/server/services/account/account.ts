import 'server-only'
import type { AuthResponses } from '@/lib/shared/api/auth-endpoints'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import { Problem } from '@/lib/shared/api/problem'
import type { Auth } from '../../auth/auth'
import { authorize } from '../../auth/authorize'
import { assertAcceptable } from '../../auth/passwords/password-rules'
import type { UserRequest } from '../../http/context'
import type { Realtime } from '../../realtime/realtime'
import type { Log } from '../../runtime/log'
import { assertOwnPassword } from './prove-identity'

export type AccountDeps = UserRequest & { auth: Auth; realtime: Realtime; log: Log }

type Done = { done: true }

/**
 * Changes the user's own password, ends their other sessions and forgets their other browsers. Throws `auth.wrong-password`,
 * `password.too-short`, `password.unchanged` or `auth.throttled`.
 */
export async function changePassword(
  deps: AccountDeps,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<Done> {
  const { id } = authorize(deps, 'account.change')
  const { auth, session } = deps
  assertAcceptable(newPassword, [session.person.email, session.person.name])
  await assertOwnPassword(deps, currentPassword)
  if (newPassword === currentPassword) throw new Problem('password.unchanged')
  const hash = await auth.hashQueue.run(true, () => auth.passwords.hash(newPassword))
  await auth.accounts.setPassword(id, hash, session.id)
  deps.realtime.publishSessionsChange(id)
  await auth.devices.forget(id, deps.identity.device)
  deps.log.info({ event: 'password-changed', ref: deps.ref, person: id })
  return { done: true }
}

/** The user's own active sessions, most recently used first. */
export async function listSessions(deps: AccountDeps): Promise<AuthResponses['listSessions']> {
  const { id } = authorize(deps, 'account.read')
  const sessions = await deps.auth.sessions.listOf(id)
  return {
    sessions: sessions.map(({ createdAt, lastSeenAt, ...session }) => ({
      ...session,
      current: session.id === deps.session.id,
      createdAt: toIsoTime(createdAt),
      lastSeenAt: toIsoTime(lastSeenAt),
    })),
  }
}

/**
 * Ends one of the user's own sessions and its event streams. Throws `request.not-found` for any
 * other session.
 */
export async function revokeSession(
  deps: AccountDeps,
  { id: sessionId }: { id: string },
): Promise<Done> {
  const { id } = authorize(deps, 'account.change')
  if (!(await deps.auth.sessions.end(id, sessionId))) throw new Problem('request.not-found')
  deps.realtime.publishSessionsChange(id)
  return { done: true }
}

/** Ends all of the user's own sessions except the current one, and forgets their other browsers. */
export async function revokeOtherSessions(deps: AccountDeps): Promise<Done> {
  const { id } = authorize(deps, 'account.change')
  await deps.auth.sessions.endAll(id, deps.session.id)
  deps.realtime.publishSessionsChange(id)
  await deps.auth.devices.forget(id, deps.identity.device)
  return { done: true }
}
