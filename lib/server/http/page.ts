import 'server-only'
import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { signInPath, toReturnPath } from '@/lib/shared/access/return-path'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { Problem, toProblem } from '@/lib/shared/api/problem'
import { toCurrentUser } from '../auth/current-user'
import type { Log } from '../runtime/log'
import { authenticate, type Context, createContext } from './context'

export type PageDeps = { log: Log; ref: string }

/** A problem as a component prop: plain data without its cause. */
type ProblemData = Pick<Problem, 'code' | 'details'>

const ACCOUNT_PATH = '/account'

/**
 * The context of the signed-in user, or null. Cached per request, because the layout and the page
 * both need it.
 */
const findUserContext = cache(async (): Promise<Context | null> => {
  const ctx = await createContext(await headers())
  return authenticate(ctx).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'auth.required') return null
    throw error
  })
})

/** The signed-in user; null without a session or if the store does not respond. */
export async function readCurrentUser(): Promise<CurrentUser | null> {
  const ctx = await findUserContext().catch(() => null)
  return ctx?.session ? toCurrentUser(ctx.session) : null
}

/**
 * The context of the current page. Every page except sign-in calls it first: it redirects people
 * without a session to sign in, and people with a one-time password to choose their own. Cached per
 * request.
 */
export const pageContext = cache(async (): Promise<Context> => {
  const path = toReturnPath((await headers()).get('x-console-path'))
  const ctx = await findUserContext()
  if (!ctx) redirect(signInPath(path))
  const { pathname } = new URL(path, 'http://console')
  if (ctx.session.person.mustChangePassword && pathname !== ACCOUNT_PATH) redirect(ACCOUNT_PATH)
  return ctx
})

/**
 * Awaits a service function and returns its result, or the problem that the page shows instead.
 * Renders the "forbidden" page with status 403 if the role does not allow it.
 */
export async function loadForPage<T>(
  { log, ref }: PageDeps,
  result: Promise<T>,
): Promise<{ data: T; problem: null } | { data: null; problem: ProblemData }> {
  try {
    return { data: await result, problem: null }
  } catch (error) {
    const { code, details, cause } = toProblem(error)
    if (code === 'auth.forbidden') forbidden()
    log.warn({ event: 'problem', ref, code, engine: details.engine, err: cause })
    return { data: null, problem: { code, details: { ...details, ref } } }
  }
}
