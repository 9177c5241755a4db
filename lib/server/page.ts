import 'server-only'
import type { Problem } from '@/lib/shared/problem'
import type { Context } from './context'
import { problemOf } from './envelope'

/** A problem as a prop: plain data, without its cause. */
export type ProblemData = Pick<Problem, 'code' | 'details'>

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
