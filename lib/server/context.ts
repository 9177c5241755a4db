import 'server-only'
import { randomUUID } from 'node:crypto'
import { type Runtime, runtime } from './runtime'

/** Who acts. Until there are people, everybody is the local operator: the server listens on loopback only. */
export type Actor = { id: string; name: string }

/** What every verb is handed: the runtime, who acts, and the reference that finds the log lines. */
export type Context = Runtime & { actor: Actor; ref: string }

const LOCAL: Actor = { id: 'local', name: 'Local' }

/** A context for one request; pages and doors make one each. */
export async function createContext(): Promise<Context> {
  return { ...(await runtime()), actor: LOCAL, ref: randomUUID() }
}
