import 'server-only'
import { randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/problem'
import { type Action, may, type Role } from '@/lib/shared/roles'
import { type Runtime, runtime } from './runtime'

/** Who acts. Until there are people, everybody is the local operator: the server listens on loopback only. */
export type Actor = { id: string; name: string; role: Role }

/** What every verb is handed: the runtime, who acts, and the reference that finds the log lines. */
export type Context = Runtime & { actor: Actor; ref: string }

const LOCAL: Actor = { id: 'local', name: 'Local', role: 'admin' }

/** A context for one request; pages and doors make one each. */
export async function createContext(): Promise<Context> {
  return { ...(await runtime()), actor: LOCAL, ref: randomUUID() }
}

/** The first statement of every verb: who acts, if they may. Throws `auth.forbidden`. */
export function permit({ actor }: Pick<Context, 'actor'>, action: Action): Actor {
  if (!may(actor.role, action)) throw new Problem('auth.forbidden')
  return actor
}

/** {@link permit}, asked anew, for the moment right before something is sent. */
export async function permitStill(ctx: Context, action: Action): Promise<Actor> {
  return permit(ctx, action)
}
