import { type ChildProcess, spawn } from 'node:child_process'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { addPerson, forgetFirstAdmin, type StorageState, signIn } from './people'
import {
  authSettings,
  CONSOLE_PORT,
  consoleUrl,
  EMULATOR_PORT,
  emulatorUrl,
  liveServiceSettings,
} from './test-settings'

const START_TIMEOUT_MS = 30_000

export type Servers = {
  /** A browser in which an editor is signed in. */
  editor: StorageState
  consolePid: number
  /** Sends SIGTERM to the console only and resolves to its exit code. */
  stopConsole(): Promise<number | null>
  /** Stops the Live service only. */
  stopEmulator(): Promise<number | null>
  /** Stops both servers and deletes their data. */
  stop(): Promise<void>
}

/** Starts another built console with its own data, beside the servers that are running. */
export const startConsole = (settings: { PORT: string; PUBLIC_ORIGIN: string }) =>
  startBuild({
    ...liveServiceSettings,
    ...authSettings,
    LIVE_ENGINE_URL: emulatorUrl,
    ...settings,
  })

/** Starts the demo, with the emulator in its own process. */
export const startDemo = (port: number) =>
  startBuild({ DEMO: '1', HOST: '127.0.0.1', PORT: String(port) })

async function startBuild(settings: Record<string, string> & { PORT: string }) {
  const server = startScript('lib/scripts/start.mjs', {
    ...process.env,
    DATA_DIR: createTempFolder('console'),
    LOG_LEVEL: 'error',
    ...settings,
  })
  const stop = () => stopProcess(server)
  await waitUntilReady(server, `http://127.0.0.1:${settings.PORT}/api/health/ready`).catch(
    async (error: unknown) => {
      await stop()
      throw error
    },
  )
  return { stop }
}

/**
 * Starts the built console and the emulator for a program outside the Playwright runner.
 * `settings` override those of the console, `emulatorSettings` those of the emulator. Throws if a port
 * is in use or a server does not start.
 */
export async function startServers(
  settings: Record<string, string> = {},
  emulatorSettings: Record<string, string> = {},
): Promise<Servers> {
  await Promise.all([assertAddressIsFree(emulatorUrl), assertAddressIsFree(consoleUrl)])
  const folder = createTempFolder('bench')
  const env = { ...process.env, ...liveServiceSettings, DATA_DIR: folder, LOG_LEVEL: 'error' }
  const emulator = startScript('lib/scripts/emulator.mjs', {
    ...env,
    EMULATOR_PORT: String(EMULATOR_PORT),
    ...emulatorSettings,
  })
  const server = startScript('lib/scripts/start.mjs', {
    ...env,
    ...authSettings,
    LIVE_ENGINE_URL: emulatorUrl,
    PORT: String(CONSOLE_PORT),
    PUBLIC_ORIGIN: consoleUrl,
    ...settings,
  })
  const stop = async () => {
    await Promise.all([stopProcess(server), stopProcess(emulator)])
  }
  try {
    // The emulator responds to any path with status 200.
    await Promise.all([
      waitUntilReady(emulator, emulatorUrl),
      waitUntilReady(server, `${consoleUrl}/api/health/ready`),
    ])
    forgetFirstAdmin()
    const { email, password } = await addPerson('editor', 'editor@example.com')
    return {
      editor: await signIn(email, password),
      consolePid: pidOf(server),
      stopConsole: () => stopProcess(server),
      stopEmulator: () => stopProcess(emulator),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Runs a script of this repository with Node, as a process of its own. */
export function startScript(script: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Prevents the tests from using another program that listens on the same port. */
async function assertAddressIsFree(address: string): Promise<void> {
  const isInUse = await fetch(address).then(
    () => true,
    () => false,
  )
  if (isInUse) {
    throw new Error(`${address} is in use by another program: set E2E_PORT to another port`)
  }
}

/** Throws if the process does not respond at `address` with success in time. */
export async function waitUntilReady(child: ChildProcess, address: string): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS
  while (Date.now() < until && child.exitCode === null) {
    const response = await fetch(address).catch(() => null)
    if (response?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error(`the server at ${address} did not start`)
}

export function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('the process did not start')
  return pid
}

/** Sends SIGTERM and resolves to the exit code. */
export function stopProcess(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done(child.exitCode)
    child.once('exit', done)
    child.kill('SIGTERM')
  })
}
