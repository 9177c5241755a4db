import 'server-only'
import { startLoadShedding } from '../http/load-shedding'
import { tagRemoteAddresses } from '../http/remote-address'
import { ConfigError } from './config'
import { getRuntime } from './runtime'
import { handleShutdownSignals } from './shutdown'

/**
 * Starts the runtime, or prints the reason and exits with 1. If the error reached Next, it would
 * log it after "Ready" and keep serving.
 */
export async function startOrExit(): Promise<void> {
  try {
    tagRemoteAddresses()
    const runtime = await getRuntime()
    startLoadShedding(runtime)
    handleShutdownSignals(runtime)
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error)
    process.exit(1)
  }
}
