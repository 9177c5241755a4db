import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { exitWithError } from './run.mjs'

const SERVER = '.next/standalone/server.js'

/**
 * Runs the built server in this process, so that signals reach it. The server changes the working
 * directory, so paths are resolved here, and it listens on $HOSTNAME, which many shells set to the
 * machine's name, so HOST replaces it. `startCommand` is shown when the port is in use.
 */
export async function serve({ startCommand }) {
  if (!existsSync(SERVER)) exitWithError('There is no build yet. Run `npm run build` first.')
  const host = process.env.HOST || '127.0.0.1'
  const port = Number(process.env.PORT || 3000)
  await checkPort(host, port, startCommand)
  exitWithNpm()
  process.env.NODE_ENV = 'production'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  // `lib/server/runtime/shutdown.ts` handles signals instead of Next.
  process.env.NEXT_MANUAL_SIG_HANDLE = '1'
  process.env.HOSTNAME = host
  process.env.PORT = String(port)
  process.env.DATA_DIR = resolve(process.env.DATA_DIR || './data')
  if (process.env.LIVE_ENGINE_SECRET_KEY_FILE) {
    process.env.LIVE_ENGINE_SECRET_KEY_FILE = resolve(process.env.LIVE_ENGINE_SECRET_KEY_FILE)
  }
  await import(pathToFileURL(resolve(SERVER)).href)
}

/** npm exits on SIGTERM without forwarding it, so this process ends itself when npm is gone. */
function exitWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const npmPid = process.ppid
  setInterval(() => {
    if (process.ppid !== npmPid) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}

/**
 * A port in use is the most common reason for a failed start, so it gets a message instead of a
 * stack trace.
 */
function checkPort(host, port, startCommand) {
  return new Promise((resolvePromise) => {
    const probe = createServer()
    probe.once('error', (error) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? 'is in use by another program'
          : `cannot be used (${error.code})`
      exitWithError(`Port ${port} ${reason}. Choose another one: PORT=${port + 1} ${startCommand}`)
    })
    probe.listen(port, host, () => probe.close(resolvePromise))
  })
}
