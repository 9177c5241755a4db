import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import loadConfig from 'next/dist/server/config'
import { expect, it, onTestFinished, vi } from 'vitest'
import { applyStandaloneConfig } from './standalone-config'

it('gives Next the configuration of the build', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'live-room-console-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, '.next'))
  const config = { poweredByHeader: false, distDir: './.next' }
  writeFileSync(join(dir, '.next', 'required-server-files.json'), JSON.stringify({ config }))
  vi.stubEnv('__NEXT_PRIVATE_STANDALONE_CONFIG', undefined)
  onTestFinished(() => void vi.unstubAllEnvs())
  applyStandaloneConfig(dir)
  expect(await loadConfig('phase-production-server', dir)).toMatchObject(config)
})

it('sets what the server sets that Next generates', () => {
  const generator = readFileSync('node_modules/next/dist/build/utils.js', 'utf8')
  const start = generator.indexOf("performance.mark('next-start')")
  const template = generator.slice(start, generator.indexOf('startServer({', start))
  const variables = [...template.matchAll(/process\.env\.(\w+) = (.+)/g)]
  expect(variables.map(([, name, value]) => [name, value])).toEqual([
    ['NODE_ENV', "'production'"],
    ['__NEXT_PRIVATE_STANDALONE_CONFIG', 'JSON.stringify(nextConfig)'],
  ])
})
