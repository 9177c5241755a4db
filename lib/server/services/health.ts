import 'server-only'
import type { OpenContext } from '../http/context'

/** Alive: the process answers. A probe restarts it otherwise. */
export async function readLive(): Promise<{ live: true }> {
  return { live: true }
}

/** Ready: the runtime has started, and the store can be used. Throws `journal.unavailable`. */
export async function readReady(ctx: OpenContext): Promise<{ ready: true }> {
  await ctx.database.check()
  return { ready: true }
}
