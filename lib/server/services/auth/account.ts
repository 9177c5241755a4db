import 'server-only'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { AuthReplies } from '@/lib/shared/api/auth-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { assertLongEnough } from '../../auth/password'
import { isoOf } from '../../db/mappers'
import { type Context, permit } from '../../http/context'

type Done = { done: true }

/**
 * A new password of one's own, which ends all other sessions. Throws `auth.wrong-password`, `password.too-short`,
 * `password.unchanged`, `auth.throttled`.
 */
export async function changePassword(
  ctx: Context,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<Done> {
  const { id } = permit(ctx, 'account.change')
  assertLongEnough(newPassword)
  const { accounts, guesses } = ctx.auth
  const { email: whose } = ctx.session.person
  await guesses.slowed({ what: 'password', whose, source: ctx.visitor.source }, async () => {
    const hash = await accounts.passwordOf(id)
    const right = hash !== null && (await verifyPassword({ hash, password: currentPassword }))
    if (!right) throw new Problem('auth.wrong-password')
  })
  if (newPassword === currentPassword) throw new Problem('password.unchanged')
  await accounts.setPassword(id, await hashPassword(newPassword), ctx.session.id)
  ctx.live.sessionsChanged(id)
  ctx.log.info({ event: 'password-changed', ref: ctx.ref, person: id })
  return { done: true }
}

/** One's own sessions that have not ended, used last first. */
export async function listSessions(ctx: Context): Promise<AuthReplies['listSessions']> {
  const { id } = permit(ctx, 'account.read')
  const sessions = await ctx.auth.sessions.listOf(id)
  return {
    sessions: sessions.map(({ createdAt, lastSeenAt, ...session }) => ({
      ...session,
      current: session.id === ctx.session.id,
      createdAt: isoOf(createdAt),
      lastSeenAt: isoOf(lastSeenAt),
    })),
  }
}

/** Ends one of one's own sessions, and its event streams. Throws `request.not-found` for any other. */
export async function revokeSession(ctx: Context, { id: session }: { id: string }): Promise<Done> {
  const { id } = permit(ctx, 'account.change')
  if (!(await ctx.auth.sessions.end(id, session))) throw new Problem('request.not-found')
  ctx.live.sessionsChanged(id)
  return { done: true }
}

/** Ends all one's own sessions but the one that asks. */
export async function revokeOtherSessions(ctx: Context): Promise<Done> {
  const { id } = permit(ctx, 'account.change')
  await ctx.auth.sessions.endAll(id, ctx.session.id)
  ctx.live.sessionsChanged(id)
  return { done: true }
}
