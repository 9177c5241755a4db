import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { importServerModule } from './import-server-module.mjs'
import { exitWithError } from './run.mjs'

const BUILD = resolve('.next/standalone')

/** Runs the built server in this process, so that signals reach it. */
export async function serveBuild({ startCommand }) {
  const url = requireBundle('server.js')
  process.env.NODE_ENV = 'production'
  await serve({ importServer: () => import(url), dir: BUILD, dev: false, startCommand })
}

/** Runs a command for administrators and resolves to its exit code. */
export async function runBuiltAdmin(args) {
  const url = requireBundle('admin.js')
  process.env.NODE_ENV = 'production'
  const { runAdmin } = await import(url)
  return runAdmin({ args, dir: BUILD })
}

function requireBundle(name) {
  const file = resolve(BUILD, name)
  if (!existsSync(file)) exitWithError('There is no build yet. Run `npm run build` first.')
  return pathToFileURL(file).href
}

/** Runs the server from its sources in this process; Next compiles pages when they are requested. */
export async function serveSources({ startCommand }) {
  process.env.NODE_ENV = 'development'
  const importServer = () => importServerModule('server.ts')
  await serve({ importServer, dir: process.cwd(), dev: true, startCommand })
}

/** `startCommand` is shown when the port is in use. */
async function serve({ importServer, dir, dev, startCommand }) {
  const host = process.env.HOST || '127.0.0.1'
  const port = Number(process.env.PORT || 3000)
  await checkPort(host, port, startCommand)
  const npmPid = process.ppid
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const { startServer } = await importServer()
  const { shutDown } = await startServer({ dir, dev, host, port })
  if (process.env.npm_lifecycle_event) shutDownWithNpm(npmPid, shutDown)
}

/** npm cannot forward every signal: SIGKILL, and SIGTERM where it runs this process in a shell. */
function shutDownWithNpm(npmPid, shutDown) {
  const timer = setInterval(() => {
    if (process.ppid === npmPid) return
    clearInterval(timer)
    shutDown()
  }, 500)
  timer.unref()
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
