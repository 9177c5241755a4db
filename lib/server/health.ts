import 'server-only'

/** Alive: the process answers. A probe restarts it otherwise. */
export async function readLive(): Promise<{ live: true }> {
  return { live: true }
}

/** Ready: the runtime has started, which every door waits for. */
export async function readReady(): Promise<{ ready: true }> {
  return { ready: true }
}
