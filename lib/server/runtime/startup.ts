import 'server-only'
import { watchEntrance } from '../http/load-shedding'
import { tagRemoteAddresses } from '../http/remote-address'
import { ConfigError } from './config'
import { runtime } from './runtime'
import { endInOrder } from './shutdown'

/** Starts the runtime, or ends the process with the reason: Next would log the error after "Ready" and keep serving. */
export async function startOrExit(): Promise<void> {
  try {
    tagRemoteAddresses()
    const parts = await runtime()
    watchEntrance(parts)
    endInOrder(parts)
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error)
    process.exit(1)
  }
}
