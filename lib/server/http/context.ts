import 'server-only'
import { randomUUID } from 'node:crypto'
import { type Action, may, type Role } from '@/lib/shared/access/roles'
import { Problem } from '@/lib/shared/api/problem'
import type { Visitor } from '../auth/request-identity'
import type { Session } from '../db/repositories/sessions'
import { type Runtime, runtime } from '../runtime/runtime'

/** Who acts. */
export type Actor = { id: string; name: string; role: Role }

/** What the verb of an open door is handed: the runtime, who asks as far as they say, and the log's reference. */
export type OpenContext = Runtime & {
  visitor: Visitor
  ref: string
  /** Headers a verb adds to the answer, such as cookies. */
  answer: Headers
}

/** What every other verb is handed: the same, and who acts. */
export type Context = OpenContext & {
  session: Session
  actor: Actor
  /** The actor as of now, from the database. Throws `auth.required` when the session has ended. */
  actorNow(): Promise<Actor>
}

/** A context for one request, of whoever it is; pages and doors make one each. Does not ask the store. */
export async function createContext(headers: Headers): Promise<OpenContext> {
  const parts = await runtime()
  const visitor = parts.auth.visitorOf(headers)
  return { ...parts, visitor, ref: randomUUID(), answer: new Headers() }
}

/** The same of somebody who is signed in. Throws `auth.required`, and `journal.unavailable` without a store. */
export async function signedIn(ctx: OpenContext): Promise<Context> {
  const session = await sessionOf(ctx)
  return {
    ...ctx,
    session,
    actor: actorOf(session),
    actorNow: async () => actorOf(await sessionOf(ctx)),
  }
}

/** The first statement of every verb: who acts, if they may. Throws `auth.forbidden`. */
export function permit({ actor }: Pick<Context, 'actor'>, action: Action): Actor {
  if (!may(actor.role, action)) throw new Problem('auth.forbidden')
  return actor
}

/** {@link permit}, asked anew, for the moment right before something is sent, and for streams that stay open. */
export async function permitStill(ctx: Context, action: Action): Promise<Actor> {
  return permit({ actor: await ctx.actorNow() }, action)
}

async function sessionOf({ auth, visitor }: OpenContext): Promise<Session> {
  const session = await auth.sessionOf(visitor)
  if (!session) throw new Problem('auth.required')
  return session
}

function actorOf({ person: { id, name, role } }: Session): Actor {
  return { id, name, role }
}
