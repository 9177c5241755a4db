import 'server-only'
import type { AuthReplies } from '@/lib/shared/api/auth-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { asked } from '../../auth/better-auth'
import { type Context, type OpenContext, permit } from '../../http/context'
import { enter, setCookies } from './sign-in'

type Answered = { headers: Headers; response: { token: string } }
type Done = { done: true }

/** The library's words for a sign-in that has to begin anew: too long ago, or too many wrong codes. */
const BEGIN_ANEW = {
  INVALID_TWO_FACTOR_COOKIE: 'auth.required',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'auth.required',
} as const

/**
 * The second step of signing in; a code is good once. Throws `auth.wrong-code`, `auth.throttled`, and `auth.required` when the password is
 * to be given again.
 */
export async function verifyCode(
  ctx: OpenContext,
  { code }: { code: string },
): Promise<AuthReplies['verifyCode']> {
  const body = { code: withoutBlanks(code) }
  return secondStep(ctx, async (headers, whose) => {
    if (!(await ctx.auth.guesses.isFresh(whose, body.code))) throw new Problem('auth.wrong-code')
    return ctx.auth.library.api.verifyTOTP({ body, headers, returnHeaders: true })
  })
}

/** The same with one of the codes for a lost device; each is good once. */
export async function verifyBackupCode(
  ctx: OpenContext,
  { code }: { code: string },
): Promise<AuthReplies['verifyBackupCode']> {
  const body = { code: withoutBlanks(code) }
  return secondStep(ctx, async (headers) => {
    const answer = await ctx.auth.library.api.verifyBackupCode({
      body,
      headers,
      returnHeaders: true,
    })
    return { ...answer, response: { token: answer.response.token ?? '' } }
  })
}

async function secondStep(
  ctx: OpenContext,
  verify: (headers: Headers, whose: string) => Promise<Answered>,
) {
  const { accounts, guesses } = ctx.auth
  const { challenge, source } = ctx.visitor
  const whose = challenge && (await accounts.challenged(challenge.value))
  if (!challenge || !whose) throw new Problem('auth.required')
  const { headers, response } = await guesses.slowed({ what: 'code', whose, source }, () =>
    asked('auth.wrong-code', () => verify(challenge.headers, whose), BEGIN_ANEW),
  )
  setCookies(ctx, headers)
  return { person: await enter(ctx, response.token) }
}

/** A secret for an authenticator, and codes for its loss. Counts once a code was confirmed. */
export async function enableSecondFactor(
  ctx: Context,
  { password }: { password: string },
): Promise<AuthReplies['enableSecondFactor']> {
  permit(ctx, 'account.change')
  if (ctx.session.person.secondFactor) {
    throw new Problem('request.malformed', { params: { field: 'secondFactor' } })
  }
  const { response } = await knowing(ctx, (headers) =>
    ctx.auth.library.api.enableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  )
  if (response.method !== 'totp') throw new Error('the library enabled another second factor')
  return { totpUri: response.totpURI, backupCodes: response.backupCodes }
}

/** The first code of the authenticator: from now on one is asked for at each sign-in. */
export async function confirmSecondFactor(ctx: Context, { code }: { code: string }): Promise<Done> {
  const { id } = permit(ctx, 'account.change')
  const guess = { what: 'code', whose: id, source: ctx.visitor.source } as const
  const body = { code: withoutBlanks(code) }
  const { headers } = await ctx.auth.guesses.slowed(guess, () =>
    asked('auth.wrong-code', () =>
      ctx.auth.library.api.verifyTOTP({ body, headers: ctx.visitor.headers, returnHeaders: true }),
    ),
  )
  return changed(ctx, headers)
}

/** Signing in takes the password alone again. */
export async function disableSecondFactor(
  ctx: Context,
  { password }: { password: string },
): Promise<Done> {
  permit(ctx, 'account.change')
  const { headers } = await knowing(ctx, (sent) =>
    ctx.auth.library.api.disableTwoFactor({
      body: { password },
      headers: sent,
      returnHeaders: true,
    }),
  )
  return changed(ctx, headers)
}

/** A call that asks for the person's password. */
function knowing<T>(ctx: Context, call: (headers: Headers) => Promise<T>): Promise<T> {
  const { email: whose } = ctx.session.person
  const guess = { what: 'password', whose, source: ctx.visitor.source } as const
  return ctx.auth.guesses.slowed(guess, () =>
    asked('auth.wrong-password', () => call(ctx.visitor.headers)),
  )
}

/** The library has put another session in the place of the one that asked. */
function changed(ctx: Context, headers: Headers): Done {
  setCookies(ctx, headers)
  ctx.live.sessionsChanged(ctx.actor.id)
  ctx.log.info({ event: 'second-factor-changed', ref: ctx.ref, person: ctx.actor.id })
  return { done: true }
}

const withoutBlanks = (code: string) => code.replace(/\s/g, '')
