import 'server-only'
import { type Action, hasPermission, type Role } from '@/lib/shared/access/roles'
import { Problem } from '@/lib/shared/api/problem'

/** The person on whose behalf a request or a save runs. */
export type Actor = { id: string; name: string; role: Role }

export type ReauthorizeDeps = {
  /** Reads the actor from the database. Throws `auth.required` when their session has ended. */
  readCurrentActor(): Promise<Actor>
}

/** Returns the actor when their role allows `action`, and throws `auth.forbidden` otherwise. */
export function authorize({ actor }: { actor: Actor }, action: Action): Actor {
  if (!hasPermission(actor.role, action)) throw new Problem('auth.forbidden')
  return actor
}

/**
 * Authorizes with the role of this moment. Needed right before a write is sent and in streams that
 * stay open, because a role can change while a request runs.
 */
export async function reauthorize(deps: ReauthorizeDeps, action: Action): Promise<Actor> {
  return authorize({ actor: await deps.readCurrentActor() }, action)
}
