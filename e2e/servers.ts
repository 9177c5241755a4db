import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONSOLE_PORT, consoleUrl, EMULATOR_PORT, engineSettings } from './addresses'

const PATIENCE_MS = 30_000

/** The built console and the emulator, as for the browser tests; `stop` ends both and removes their data. */
export async function startServers(): Promise<{ stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'live-room-console-bench-'))
  const env = { ...process.env, ...engineSettings, DATA_DIR: folder, LOG_LEVEL: 'error' }
  const emulator = start('lib/scripts/emulator.mjs', {
    ...env,
    EMULATOR_PORT: String(EMULATOR_PORT),
  })
  const server = start('lib/scripts/start.mjs', {
    ...env,
    LIVE_ENGINE_URL: `http://127.0.0.1:${EMULATOR_PORT}`,
    PORT: String(CONSOLE_PORT),
    PUBLIC_ORIGIN: consoleUrl,
  })
  await ready(`${consoleUrl}/api/rooms?limit=1`)
  return {
    async stop() {
      await Promise.all([end(server), end(emulator)])
      rmSync(folder, { recursive: true, force: true })
    },
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
