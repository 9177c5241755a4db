import 'server-only'
import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { returnToOf, signInPath } from '@/lib/shared/access/return-to'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { selfOf } from '../auth/current-user'
import { type Context, createContext, signedIn } from './context'
import { problemOf } from './problem-response'

/** A problem as a prop: plain data, without its cause. */
export type ProblemData = Pick<Problem, 'code' | 'details'>

/** Where people choose their own password. */
const ACCOUNT = '/account'

/** The context of whoever asks, or null for a stranger. Once a request: the layout and the page both want it. */
const knownContext = cache(async (): Promise<Context | null> => {
  const ctx = await createContext(await headers())
  return signedIn(ctx).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'auth.required') return null
    throw error
  })
})

/** Who is signed in, for the bar over the page; null for strangers, and while the store does not answer. */
export async function selfOnPage(): Promise<Self | null> {
  const known = await knownContext().catch(() => null)
  return known?.session ? selfOf(known.session) : null
}

/**
 * The context of the page that is asked for. Strangers are sent to sign in and come back; who has yet to choose a
 * password, to do that. To be called by every page but the one to sign in, before anything else. Once a request.
 */
export const pageContext = cache(async (): Promise<Context> => {
  const path = returnToOf((await headers()).get('x-console-path'))
  const known = await knownContext()
  if (!known) redirect(signInPath(path))
  const { pathname } = new URL(path, 'http://console')
  if (known.session.person.mustChangePassword && pathname !== ACCOUNT) redirect(ACCOUNT)
  return known
})

/**
 * What a verb came to, for a page: its reply, or the problem to show in its place. Who may not have it gets the page
 * that says so, with 403.
 */
export async function outcomeOfVerb<T>(
  ctx: Context,
  verb: Promise<T>,
): Promise<{ reply: T; problem: null } | { reply: null; problem: ProblemData }> {
  try {
    return { reply: await verb, problem: null }
  } catch (error) {
    const { code, details, cause } = problemOf(error)
    if (code === 'auth.forbidden') forbidden()
    ctx.log.warn({ event: 'problem', ref: ctx.ref, code, engine: details.engine, err: cause })
    return { reply: null, problem: { code, details: { ...details, ref: ctx.ref } } }
  }
}
