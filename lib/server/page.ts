import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { Problem } from '@/lib/shared/problem'
import { returnToOf, signInPath } from '@/lib/shared/return-to'
import { type Context, createContext, signedIn } from './context'
import { problemOf } from './envelope'

/** A problem as a prop: plain data, without its cause. */
export type ProblemData = Pick<Problem, 'code' | 'details'>

/** Where people choose their own password. */
const ACCOUNT = '/account'

/**
 * The context of the page that is asked for. Strangers are sent to sign in and come back; who has yet to choose a
 * password, to do that. To be called by every page but the one to sign in, before anything else. Once a request.
 */
export const pageContext = cache(async (): Promise<Context> => {
  const asked = await headers()
  const path = returnToOf(asked.get('x-console-path'))
  const ctx = await createContext(asked)
  const known = await signedIn(ctx).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'auth.required') return null
    throw error
  })
  if (!known) redirect(signInPath(path))
  const { pathname } = new URL(path, 'http://console')
  if (known.session.person.mustChangePassword && pathname !== ACCOUNT) redirect(ACCOUNT)
  return known
})

/** What a verb came to, for a page: its reply, or the problem to show in its place. */
export async function outcomeOfVerb<T>(
  ctx: Context,
  verb: Promise<T>,
): Promise<{ reply: T; problem: null } | { reply: null; problem: ProblemData }> {
  try {
    return { reply: await verb, problem: null }
  } catch (error) {
    const { code, details, cause } = problemOf(error)
    ctx.log.warn({ event: 'problem', ref: ctx.ref, code, engine: details.engine, err: cause })
    return { reply: null, problem: { code, details: { ...details, ref: ctx.ref } } }
  }
}
