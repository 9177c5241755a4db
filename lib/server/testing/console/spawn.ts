import 'server-only'
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Starting takes half a second, but has taken over half a minute on a busy machine. */
const READY_MS = 120_000
const PROBE_TIMEOUT_MS = 2_000

/** Killed when this process exits without stopping them. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** A console that runs in its own process. */
export type ConsoleProcess = {
  url: string
  pid: number
  signal(name: NodeJS.Signals): void
  /** Signals its whole process group, as service managers do. Needs `ownGroup` or `npmFolder`. */
  signalGroup(name: NodeJS.Signals): void
  /** Resolves to the exit code, or to the signal that ended the process. */
  ended: Promise<number | NodeJS.Signals>
}

export type ConsoleOptions = {
  /** What node runs: {@link bundleConsole}, or `lib/scripts/start.mjs` for the built server. */
  script: string
  /** A folder with a built server: `npm start` runs there, in a process group of its own. */
  npmFolder?: string
  port: number
  env: Record<string, string | undefined>
  /** The file to which its output is appended. */
  logFile: string
  /** A module that runs in the process before the script. */
  preload?: string
  /** Starts it in a process group of its own. Ctrl-C in a terminal does not reach it then. */
  ownGroup?: boolean
}

/** Starts a console and resolves when it is ready. Throws if it exits before that. */
export async function startConsole(options: ConsoleOptions): Promise<ConsoleProcess> {
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
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS)
    const ready = await fetch(`${url}/api/health/ready`, { signal }).catch(() => null)
    if (ready?.ok) {
      const pid = child.pid ?? 0
      return {
        url,
        pid,
        signal: (name) => void child.kill(name),
        signalGroup: (name) => signalGroup(pid, name),
        ended,
      }
    }
    if (child.exitCode !== null || child.signalCode !== null) break
  }
  child.kill('SIGKILL')
  throw new Error(`the console did not start (${await ended}), see ${options.logFile}`)
}

/** Does nothing if no process of the group is left. */
function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function spawnConsole(options: ConsoleOptions): ChildProcess {
  const { script, npmFolder, port, env, logFile, preload, ownGroup = false } = options
  const log = openSync(logFile, 'a')
  const preloads = preload === undefined ? [] : ['--import', preload]
  const [command, args] = npmFolder
    ? ['npm', ['start']]
    : [process.execPath, ['--conditions=react-server', ...preloads, script]]
  try {
    return spawn(command, args, {
      cwd: npmFolder,
      detached: ownGroup || npmFolder !== undefined,
      // The settings of the test run must not reach the console.
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        ...(npmFolder && { NODE_OPTIONS: '--conditions=react-server' }),
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
