import 'server-only'
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** It takes half a second; a machine with a lot of other work has taken longer than half a minute. */
const READY_MS = 120_000
const ASK_MS = 2_000

/** Whoever ends without stopping them takes them along. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** A console in a process of its own. */
export type Console = {
  url: string
  pid: number
  /** Sends a signal; a SIGKILL at a random moment is what this is for. */
  signal(name: NodeJS.Signals): void
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>
}

export type ConsoleOptions = {
  /** What node runs: {@link bundleConsole}, or `lib/scripts/start.mjs` for the built server. */
  script: string
  port: number
  env: Record<string, string | undefined>
  /** Where all it says is added. */
  logFile: string
}

/** Starts one and resolves when it is ready to serve. Throws where it ends before that. */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const child = spawnConsole(options)
  running.add(child)
  const url = `http://127.0.0.1:${options.port}`
  const ended = new Promise<number | NodeJS.Signals>((done) => {
    child.once('exit', (code, signal) => {
      running.delete(child)
      done(code ?? signal ?? 0)
    })
  })
  for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(25)) {
    const signal = AbortSignal.timeout(ASK_MS)
    const ready = await fetch(`${url}/api/health/ready`, { signal }).catch(() => null)
    if (ready?.ok) {
      return { url, pid: child.pid ?? 0, signal: (name) => void child.kill(name), ended }
    }
    if (child.exitCode !== null || child.signalCode !== null) break
  }
  child.kill('SIGKILL')
  throw new Error(`the console did not start (${await ended}), see ${options.logFile}`)
}

function spawnConsole({ script, port, env, logFile }: ConsoleOptions): ChildProcess {
  const log = openSync(logFile, 'a')
  try {
    return spawn(process.execPath, ['--conditions=react-server', script], {
      // Nothing of the tests' own settings may leak in.
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        ...env,
        PORT: String(port),
        PUBLIC_ORIGIN: `http://127.0.0.1:${port}`,
      },
      stdio: ['ignore', log, log],
    })
  } finally {
    closeSync(log)
  }
}

/** A port that nobody listens on. */
export function sparePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(address && typeof address === 'object' ? address.port : 0))
    })
  })
}
