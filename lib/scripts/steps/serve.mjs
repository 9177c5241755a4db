import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stop } from './run.mjs'

const SERVER = '.next/standalone/server.js'

/**
 * Runs the built server in this very process, so that a signal to it reaches the server. The server changes its
 * working directory and listens on $HOSTNAME, which shells set to something else: both are settled here.
 */
export async function serve({ again }) {
  if (!existsSync(SERVER)) stop('There is no build yet: run `npm run build` first.')
  const host = process.env.HOST || '127.0.0.1'
  const port = Number(process.env.PORT || 3000)
  await checkPort(host, port, again)
  endWithNpm()
  process.env.NODE_ENV = 'production'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  // The app ends itself in good order, see `lib/server/runtime/shutdown.ts`.
  process.env.NEXT_MANUAL_SIG_HANDLE = '1'
  process.env.HOSTNAME = host
  process.env.PORT = String(port)
  process.env.DATA_DIR = resolve(process.env.DATA_DIR || './data')
  if (process.env.LIVE_ENGINE_SECRET_KEY_FILE) {
    process.env.LIVE_ENGINE_SECRET_KEY_FILE = resolve(process.env.LIVE_ENGINE_SECRET_KEY_FILE)
  }
  await import(pathToFileURL(resolve(SERVER)).href)
}

/** npm ends on SIGTERM without telling its children: a server started by it would go on alone. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const npm = process.ppid
  setInterval(() => {
    if (process.ppid !== npm) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}

/** A busy port is the commonest reason for a failed start, and its stack trace helps nobody. */
function checkPort(host, port, again) {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', (error) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? 'is in use by another program'
          : `cannot be used (${error.code})`
      stop(`Port ${port} ${reason}. Choose another one: PORT=${port + 1} ${again}`)
    })
    probe.listen(port, host, () => probe.close(done))
  })
}
