import 'server-only'
import type { Server, ServerResponse } from 'node:http'
import type { Log } from './log'

export type ShutdownDeps = {
  log: Log
  stopRecovery(): void
  realtime: { close(): Promise<void> }
  leaseKeeper: { waitUntilIdle(withinMs: number): Promise<void> }
  engine: { close(): Promise<void> }
  database: { close(): Promise<void> }
}

/**
 * A save takes up to 10 s, and process managers kill after 20 s. See
 * docs/save-guarantees.md#fault-matrix.
 */
const SHUTDOWN_DEADLINE_MS = 16_000
/** Limits each close, because a running call or a store that does not respond can block it. */
const CLOSE_DEADLINE_MS = 1_000

/**
 * Makes SIGTERM and SIGINT end this process in order with exit code 0. Call it before the server
 * listens.
 */
export function handleShutdownSignals(server: Server, deps: ShutdownDeps): void {
  const responses = trackResponses(server)
  let isShuttingDown = false
  const shutDown = async () => {
    // Second signal: exit at once.
    if (isShuttingDown) process.exit(1)
    isShuttingDown = true
    deps.log.info({ event: 'end' })
    const deadline = performance.now() + SHUTDOWN_DEADLINE_MS
    // Refuses new connections and closes those without a running request.
    server.close().closeIdleConnections()
    deps.stopRecovery()
    await waitAtMost(CLOSE_DEADLINE_MS, deps.realtime.close())
    await responses.waitUntilIdle(deadline - performance.now())
    await deps.leaseKeeper.waitUntilIdle(deadline - performance.now())
    await waitAtMost(CLOSE_DEADLINE_MS, deps.engine.close())
    await waitAtMost(CLOSE_DEADLINE_MS, deps.database.close())
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      shutDown().catch((err: unknown) => {
        deps.log.error({ event: 'end', err })
        process.exit(1)
      })
    })
  }
}

/** Resolves after `ms` even if the work has not ended: the end of the process closes the rest. */
function waitAtMost(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, ms)
    work.then(resolve, reject)
  })
}

function trackResponses(server: Server) {
  const openResponses = new Set<ServerResponse>()
  let onIdle: () => void = () => undefined
  server.on('request', (_, response) => {
    openResponses.add(response)
    response.once('close', () => {
      openResponses.delete(response)
      if (openResponses.size === 0) onIdle()
    })
  })
  return {
    /** Resolves when no response is open, or after `maxMs`. */
    waitUntilIdle: (maxMs: number) =>
      new Promise<void>((resolve) => {
        onIdle = resolve
        if (openResponses.size === 0) resolve()
        setTimeout(resolve, maxMs)
      }),
  }
}
