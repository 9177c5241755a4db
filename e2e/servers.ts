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
 * with; `stop` ends both and removes their data. `settings` are the console's own, such as a store made before.
 */
export async function startServers(
  settings: Record<string, string> = {},
): Promise<{ editor: SignedIn; stop: () => Promise<void> }> {
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
    await Promise.all([ready(engineUrl), ready(`${consoleUrl}/api/health/ready`)])
    const { email, password } = await addPerson('editor', 'editor@example.com')
    return { editor: await signIn(email, password), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function start(script: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function ready(address: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while (Date.now() < until) {
    const answer = await fetch(address).catch(() => null)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error(`${address} did not answer; is there a build?`)
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done()
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}
