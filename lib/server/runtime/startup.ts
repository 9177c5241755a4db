import 'server-only'
import { tagRemoteAddresses } from '../auth/request-identity'
import { startLoadShedding } from '../http/load-shedding'
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
