import 'server-only'
import { randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import type { Actor } from '../auth/authorize'
import type { RequestIdentity } from '../auth/request-identity'
import type { Session } from '../db/repositories/people/sessions'
import { getRuntime, type Runtime } from '../runtime/runtime'

/** What is known about every request. */
export type RequestInfo = {
  /** The cookies and the address of the caller, not yet checked against the store. */
  identity: RequestIdentity
  /** Names this request in the log and in error responses. */
  ref: string
  /** Filled once the session is read, so that every line in the log names the person. */
  caller: { person?: string }
  /** Headers that service functions add to the response, such as cookies. */
  responseHeaders: Headers
}

/** What is known about the request of a signed-in user. */
export type UserRequest = RequestInfo & {
  session: Session
  actor: Actor
  /** Reads the actor from the database. Throws `auth.required` when the session has ended. */
  readCurrentActor(): Promise<Actor>
}

/** Passed to service functions of endpoints that are open to everyone. */
export type PublicContext = Runtime & RequestInfo

/** Passed to all other service functions; each one declares the part it needs. */
export type Context = Runtime & UserRequest

/** Creates the context of one request. Does not read the store. */
export async function createContext(headers: Headers): Promise<PublicContext> {
  const runtime = await getRuntime()
  const identity = runtime.auth.identify(headers)
  return { ...runtime, identity, ref: randomUUID(), caller: {}, responseHeaders: new Headers() }
}

/**
 * Adds the signed-in user. Throws `auth.required`, or `journal.unavailable` when the store does not
 * respond.
 */
export async function authenticate(
  ctx: PublicContext,
  { isBackground }: { isBackground?: boolean } = {},
): Promise<Context> {
  const session = await requireSession(ctx, isBackground)
  ctx.caller.person = session.person.id
  return {
    ...ctx,
    session,
    actor: toActor(session),
    // Streams call it every few seconds, and an unattended desk must not stay signed in.
    readCurrentActor: async () => toActor(await requireSession(ctx, true)),
  }
}

async function requireSession(
  { auth, identity }: PublicContext,
  isBackground: boolean | undefined,
): Promise<Session> {
  const session = await auth.findSession(identity, { isBackground })
  if (!session) throw new Problem('auth.required')
  return session
}

function toActor({ person: { id, name, role } }: Session): Actor {
  return { id, name, role }
}
