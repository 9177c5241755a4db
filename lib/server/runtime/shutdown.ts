import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Runtime } from './runtime'

/** A save has ten seconds; whoever asked us to end waits twenty (faults §5). */
const LONGEST_MS = 16_000
/** A call under way, or a store that does not answer, may keep a connection from being closed. */
const CLOSING_MS = 1_000

type Started = { request: IncomingMessage; response: ServerResponse; server: Server }

/**
 * To be called before the first request: from then on SIGTERM and SIGINT end this process in good order, with 0.
 * Next's own handling must be off (`NEXT_MANUAL_SIG_HANDLE`), as it ends with 143 and knows of no save.
 */
export function endInOrder(runtime: Runtime): void {
  const traffic = watchTraffic(runtime.config.port)
  let ending = false
  const end = async () => {
    // Asked twice: whoever asks does not want to wait.
    if (ending) process.exit(1)
    ending = true
    runtime.log.info({ event: 'end' })
    const until = Date.now() + LONGEST_MS
    traffic.refuseMore()
    runtime.stopRecovery()
    await within(CLOSING_MS, runtime.live.closeAll())
    await traffic.quiet(until - Date.now())
    await runtime.holding.idle(until - Date.now())
    await within(CLOSING_MS, runtime.engine.close())
    await within(CLOSING_MS, runtime.database.close())
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      end().catch((err: unknown) => {
        runtime.log.error({ event: 'end', err })
        process.exit(1)
      })
    })
  }
}

/** What takes longer is left to the end of the process, which closes everything. */
function within(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, ms)
    work.then(resolve, reject)
  })
}

/** What is being answered at `port`, and by which server: Next hands out neither, Node tells both. */
function watchTraffic(port: number) {
  const answering = new Set<ServerResponse>()
  let server: Server | undefined
  let onQuiet: () => void = () => undefined
  subscribe('http.server.request.start', (message) => {
    const started = message as Started
    // The demo's emulator answers in this process, too, and a save under way needs it.
    if (started.request.socket.localPort !== port) return
    server = started.server
    answering.add(started.response)
    started.response.once('close', () => {
      answering.delete(started.response)
      if (answering.size === 0) onQuiet()
    })
  })
  return {
    /** No new connections; answers on open ones are the last there. */
    refuseMore: () => void server?.close().closeIdleConnections(),
    /** Resolves once nothing is being answered, or after `withinMs`. */
    quiet: (withinMs: number) =>
      new Promise<void>((resolve) => {
        onQuiet = resolve
        if (answering.size === 0) resolve()
        setTimeout(resolve, withinMs)
      }),
  }
}
