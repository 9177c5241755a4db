import 'server-only'
import next from 'next'
import { endpoints } from '@/lib/shared/api/contract'
import { createRoute, handle } from './http/route'
import { withDirectRead } from './http-server/direct-read'
import { withPagePolicy } from './http-server/page-policy'
import { type RunningServer, serveOrExit } from './runtime/startup'
import { readMetadata } from './services/metadata'
import { applyStandaloneConfig } from './standalone-config'

export type ServerOptions = {
  /** The folder of the build; in development the folder of the sources. */
  dir: string
  /** Compiles pages and route handlers when they are requested. */
  dev: boolean
  host: string
  port: number
}

/**
 * Starts the console: an HTTP server of its own in front of Next's request handler. Exits with 1 if
 * a setting is wrong.
 */
export async function startServer({ dir, dev, host, port }: ServerOptions): Promise<RunningServer> {
  if (!dev) applyStandaloneConfig(dir)
  const app = next({ dir, dev, hostname: host, port })
  await app.prepare()
  const handleByNext = withPagePolicy(app.getRequestHandler())
  // In development Next compiles the route handler again whenever it changes.
  if (dev) return serveOrExit(handleByNext, { host, port })
  const { GET } = createRoute(handle(endpoints.readMetadata, readMetadata))
  return serveOrExit(withDirectRead(GET, handleByNext), { host, port })
}
