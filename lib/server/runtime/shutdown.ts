import 'server-only'
import type { Server, ServerResponse } from 'node:http'
import type { Log } from './log'

export type ShutdownDeps = {
  log: Log
  stopRecovery(): void
  backgroundReader: { stop(): Promise<void> }
  batchWorker: { stop(): Promise<void> }
  directoryWriter: { flush(): Promise<void> }
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
/** A signal to the process group arrives twice: npm forwards its own to this process. */
const DUPLICATE_SIGNAL_MS = 1_000
/** Limits each close, because a running call or a store that does not respond can block it. */
const CLOSE_DEADLINE_MS = 1_000

/**
 * Makes SIGTERM and SIGINT end this process in order with exit code 0, and returns a function that
 * does the same. A signal that comes again later exits at once with 1. Call it before the server
 * listens.
 */
export function handleShutdownSignals(server: Server, deps: ShutdownDeps): () => void {
  const responses = trackResponses(server)
  let startedAt: number | null = null

  async function shutDown(begin: number): Promise<void> {
    deps.log.info({ event: 'end' })
    const remainingMs = () => SHUTDOWN_DEADLINE_MS - (performance.now() - begin)
    // Refuses new connections and closes those without a running request.
    server.close().closeIdleConnections()
    responses.closeConnections()
    deps.stopRecovery()
    const directoryWritten = deps.backgroundReader.stop().then(deps.directoryWriter.flush)
    const batchesStopped = deps.batchWorker.stop()
    await waitAtMost(CLOSE_DEADLINE_MS, deps.realtime.close())
    await responses.waitUntilIdle(remainingMs())
    await deps.leaseKeeper.waitUntilIdle(remainingMs())
    const backgroundEnded = Promise.all([directoryWritten, batchesStopped])
    await waitAtMost(CLOSE_DEADLINE_MS, backgroundEnded)
    await waitAtMost(CLOSE_DEADLINE_MS, deps.engine.close())
    await waitAtMost(CLOSE_DEADLINE_MS, deps.database.close())
    process.exit(0)
  }

  function start(): void {
    if (startedAt !== null) return
    startedAt = performance.now()
    shutDown(startedAt).catch((err: unknown) => {
      deps.log.error({ event: 'end', err })
      process.exit(1)
    })
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      const isRepeated = startedAt !== null && performance.now() - startedAt > DUPLICATE_SIGNAL_MS
      if (isRepeated) process.exit(1)
      start()
    })
  }
  return start
}

/** Resolves after `ms` even if the work has not ended: the end of the process closes the rest. */
function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, ms)
    work.then(() => resolve(), reject)
  })
}

function trackResponses(server: Server) {
  const openResponses = new Set<ServerResponse>()
  let onIdle: () => void = () => undefined
  let isClosing = false
  server.on('request', (_, response) => {
    openResponses.add(response)
    if (isClosing) response.shouldKeepAlive = false
    response.once('close', () => {
      openResponses.delete(response)
      // The headers of this response may have promised a connection that stays open.
      if (isClosing) server.closeIdleConnections()
      if (openResponses.size === 0) onIdle()
    })
  })
  return {
    /**
     * Ends each connection with its running response: a client that keeps it open would send the
     * next request to a server that is about to exit, which would cut a save.
     */
    closeConnections() {
      isClosing = true
      for (const response of openResponses) response.shouldKeepAlive = false
    },
    /** Resolves when no response is open, or after `maxMs`. */
    waitUntilIdle: (maxMs: number) =>
      new Promise<void>((resolve) => {
        onIdle = resolve
        if (openResponses.size === 0) resolve()
        setTimeout(resolve, maxMs)
      }),
  }
}
