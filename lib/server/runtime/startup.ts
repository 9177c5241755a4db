import 'server-only'
import type { Server } from 'node:http'
import { createHttpServer, type RequestHandler } from '../http-server/http-server'
import { ConfigError } from './config'
import { getRuntime } from './runtime'
import { handleShutdownSignals } from './shutdown'

/**
 * Starts the runtime, then listens and serves `handle`. If either fails, prints the reason and exits
 * with 1.
 */
export async function serveOrExit(
  handle: RequestHandler,
  address: { host: string; port: number },
): Promise<void> {
  // Files that the process creates later hold data too: journals of SQLite, lock files.
  process.umask(0o077)
  try {
    const runtime = await getRuntime()
    const server = createHttpServer(runtime, handle)
    handleShutdownSignals(server, runtime)
    await listen(server, address)
    runtime.log.info({ event: 'start', ...address })
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error)
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
