import 'server-only'
import type { Server } from 'node:http'
import { StoreError } from '../db/store-error'
import { createHttpServer, type RequestHandler } from '../http-server/http-server'
import { ConfigError } from './config'
import { getRuntime } from './runtime'
import { handleShutdownSignals } from './shutdown'
import { listStartHints } from './start-hints'

export type RunningServer = {
  /** Ends this process in order, as SIGTERM does. */
  shutDown(): void
}

/**
 * Starts the runtime, then listens and serves `handle`. If either fails, prints the reason and exits
 * with 1.
 */
export async function serveOrExit(
  handle: RequestHandler,
  address: { host: string; port: number },
): Promise<RunningServer> {
  // Files that the process creates later hold data too: journals of SQLite, lock files.
  process.umask(0o077)
  try {
    const runtime = await getRuntime()
    const server = createHttpServer(runtime, handle)
    const shutDown = handleShutdownSignals(server, runtime)
    await listen(server, address)
    const { config, log } = runtime
    log.info({ event: 'start', ...address })
    for (const hint of listStartHints(config, address.host)) log.warn({ event: 'start', hint })
    runtime.backgroundReader.start()
    runtime.batchWorker.start()
    return { shutDown }
  } catch (error) {
    // The messages of these two say what to do; a stack would hide it.
    const isExpected = error instanceof ConfigError || error instanceof StoreError
    console.error(isExpected ? error.message : error)
    process.exit(1)
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
