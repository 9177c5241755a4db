import 'server-only'
import { ConfigError } from './config'
import { tellPeers } from './peer'
import { runtime } from './runtime'
import { endInOrder } from './shutdown'

/** Starts the runtime, or ends the process with the reason: Next would log the error after "Ready" and keep serving. */
export async function startOrExit(): Promise<void> {
  try {
    tellPeers()
    endInOrder(await runtime())
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error)
    process.exit(1)
  }
}
