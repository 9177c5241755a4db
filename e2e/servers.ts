import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  authSettings,
  CONSOLE_PORT,
  consoleUrl,
  EMULATOR_PORT,
  engineSettings,
  engineUrl,
} from './addresses'
import { addPerson, type SignedIn, signIn } from './people'

const PATIENCE_MS = 30_000

/**
 * The built console and the emulator, as for the browser tests, and what a browser keeps that an editor is signed in
 * with; `endConsole` asks the console alone to end and tells its exit code, `stop` ends both and removes their data. `settings` are the console's own, such as a store made before.
 */
export async function startServers(settings: Record<string, string> = {}): Promise<{
  editor: SignedIn
  endConsole: () => Promise<number | null>
  stop: () => Promise<void>
}> {
  await Promise.all([free(engineUrl), free(consoleUrl)])
  const folder = mkdtempSync(join(tmpdir(), 'live-room-console-bench-'))
  const env = { ...process.env, ...engineSettings, DATA_DIR: folder, LOG_LEVEL: 'error' }
  const emulator = start('lib/scripts/emulator.mjs', {
    ...env,
    EMULATOR_PORT: String(EMULATOR_PORT),
  })
  const server = start('lib/scripts/start.mjs', {
    ...env,
    ...authSettings,
    LIVE_ENGINE_URL: `http://127.0.0.1:${EMULATOR_PORT}`,
    PORT: String(CONSOLE_PORT),
    PUBLIC_ORIGIN: consoleUrl,
    ...settings,
  })
  const stop = async () => {
    await Promise.all([end(server), end(emulator)])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    // The emulator refuses what is no command, with 200 as ever.
    await Promise.all([ready(emulator, engineUrl), ready(server, `${consoleUrl}/api/health/ready`)])
    const { email, password } = await addPerson('editor', 'editor@example.com')
    return { editor: await signIn(email, password), endConsole: () => end(server), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function start(script: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** What another program answers there would be taken for ours. */
async function free(address: string): Promise<void> {
  const taken = await fetch(address).then(
    () => true,
    () => false,
  )
  if (taken) throw new Error(`${address} is in use by another program: set E2E_PORT to other ports`)
}

async function ready(child: ChildProcess, address: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(address).catch(() => null)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error(`the server at ${address} did not start`)
}

function end(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done(child.exitCode)
    child.once('exit', done)
    child.kill('SIGTERM')
  })
}
