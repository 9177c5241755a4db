import 'server-only'
import type { AuthReplies, Self } from '@/lib/shared/api/auth-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { asked } from '../../auth/better-auth'
import { selfOf } from '../../auth/current-user'
import type { Session } from '../../db/repositories/sessions'
import type { OpenContext } from '../../http/context'

/**
 * A new session for who knows the password, in place of the one they came with. The same words, after about the same
 * time, for somebody unknown and for a wrong password: the library hashes either way.
 */
export async function signIn(
  ctx: OpenContext,
  body: { email: string; password: string },
): Promise<AuthReplies['signIn']> {
  const { library, guesses } = ctx.auth
  const { source } = ctx.visitor
  const guess = { what: 'password', whose: body.email.toLowerCase(), source } as const
  const { headers, response } = await guesses.slowed(guess, () =>
    asked('auth.wrong-password', () =>
      library.api.signInEmail({ body, headers: ctx.visitor.headers, returnHeaders: true }),
    ),
  )
  await endBefore(ctx)
  setCookies(ctx, headers)
  if ('twoFactorRedirect' in response) return { secondFactor: true, person: null }
  return { secondFactor: false, person: await enter(ctx, response.token) }
}

/** Somebody got in: whose session it is. Tidies up and remembers the place, neither of which may keep them out. */
export async function enter(ctx: OpenContext, token: string): Promise<Self> {
  const { sessions, guesses } = ctx.auth
  const session = await sessions.find(token)
  if (!session) throw new Problem('auth.wrong-password')
  const { source } = ctx.visitor
  ctx.log.info({ event: 'signed-in', ref: ctx.ref, person: session.person.id, source })
  const chores = [
    sessions.touch(session),
    sessions.sweep(),
    guesses.remember({ whose: session.person.email, source }),
    guesses.remember({ whose: session.person.id, source }),
  ]
  for (const chore of chores) {
    void chore.catch((err: unknown) => ctx.log.debug({ event: 'sign-in', ref: ctx.ref, err }))
  }
  return selfOf(session)
}

/** Ends the session that the visitor came with, and its event streams. */
export async function signOut(ctx: OpenContext): Promise<{ done: true }> {
  await endBefore(ctx)
  const { headers } = await asked('auth.required', () =>
    ctx.auth.library.api.signOut({ headers: ctx.visitor.headers, returnHeaders: true }),
  )
  setCookies(ctx, headers)
  return { done: true }
}

/** Who is signed in, if anybody. */
export async function getSession(ctx: OpenContext): Promise<AuthReplies['getSession']> {
  const session = await ctx.auth.sessionOf(ctx.visitor)
  if (!session) return { person: null, session: null }
  const { id, endsAt } = session
  return { person: selfOf(session), session: { id, expiresAt: new Date(endsAt).toISOString() } }
}

/** The library's cookies on our answer; nothing else of its answer leaves. */
export function setCookies({ answer }: Pick<OpenContext, 'answer'>, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) answer.append('set-cookie', cookie)
}

/** Ends the session that the visitor came with, if there is one, and its event streams. */
export async function endBefore(ctx: OpenContext): Promise<void> {
  const before: Session | null = await ctx.auth.sessionOf(ctx.visitor)
  if (!before) return
  await ctx.auth.sessions.end(before.person.id, before.id)
  ctx.live.sessionsChanged(before.person.id)
}
