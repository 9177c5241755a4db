import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { bundleConsole } from '../testing/console/bundle'

const script = bundleConsole()

/** Starts a console that cannot start; resolves to its exit code and what it prints as errors. */
async function startConsole(env: Record<string, string>) {
  const args = ['--conditions=react-server', await script]
  return promisify(execFile)(process.execPath, args, {
    env: { NODE_ENV: 'production', ...env },
  }).then(
    () => ({ code: 0, stderr: '' }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  )
}

it('exits with 1 and lists every wrong setting', async () => {
  const { code, stderr } = await startConsole({ PORT: 'none', LIVE_ENGINE_IDENTIFIER: 'admin' })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^The console cannot start:\n {2}- PORT /)
})

it('exits with 1 when it cannot listen', async () => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  onTestFinished(() => void other.close())
  const dataDir = await mkdtemp(join(tmpdir(), 'live-room-console-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const { port } = other.address() as AddressInfo
  const { code, stderr } = await startConsole({
    DEMO: '1',
    PORT: String(port),
    DATA_DIR: dataDir,
  })
  expect(code).toBe(1)
  expect(stderr).toContain('EADDRINUSE')
})
