import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from './steps/browser.mjs'
import { build } from './steps/build.mjs'
import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { run } from './steps/run.mjs'
import { importServer } from './steps/typescript.mjs'

// Everything that decides whether a change is good, cheapest first. `npm run validate` is this same command.
checkNodeVersion()
await install()
const folder = mkdtempSync(join(tmpdir(), 'live-room-console-'))
const total = { passed: 0, failed: 0, skipped: 0 }

const node = (script, ...args) => run(process.execPath, [script, ...args])
const count = (counts) => {
  for (const name of Object.keys(total)) total[name] += counts[name] ?? 0
  return counts.failed === 0
}
const gate = async (title, step) => {
  console.log(`\n── ${title}`)
  return count((await step()) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
}

const good =
  (await gate('lint', () => node('node_modules/@biomejs/biome/bin/biome', 'ci', '.'))) &&
  (await gate('types', types)) &&
  (await unit()) &&
  (await gate('build', build)) &&
  (await browser())

rmSync(folder, { recursive: true, force: true })
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(good && total.failed === 0 ? 0 : 1)

async function types() {
  const generated = await node('node_modules/next/dist/bin/next', 'typegen')
  return generated || node('node_modules/typescript/bin/tsc', '--noEmit')
}

async function unit() {
  console.log('\n── unit')
  const file = join(folder, 'unit.json')
  const code = await node(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  )
  const report = reportIn(file)
  const failed = report?.numFailedTests ?? 0
  const skippedTests = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  // A file that cannot be loaded fails no test of its own.
  return count({
    passed: report?.numPassedTests ?? 0,
    failed: code !== 0 ? Math.max(failed, 1) : failed,
    skipped: skippedTests,
  })
}

/** Everything a person does, on the embedded store and again on PostgreSQL where there is one. */
async function browser() {
  const path = await findBrowser()
  if (!path) {
    console.error('No Chromium could be found or installed: set PLAYWRIGHT_CHROMIUM_PATH.')
    return count({ failed: 1 })
  }
  process.env.PLAYWRIGHT_CHROMIUM_PATH = path
  const embedded = await playwright('embedded', {})
  const { startPostgres } = await importServer('db/testing/postgres.ts')
  const server = await startPostgres()
  if (typeof server === 'string') {
    console.warn(`\n── browser, postgres: SKIPPED: ${server}`)
    return embedded
  }
  const shared = await playwright('postgres', { E2E_DATABASE_URL: server.url })
  await server.stop()
  return embedded && shared
}

async function playwright(store, settings) {
  console.log(`\n── browser, ${store}`)
  const file = join(folder, `browser-${store}.json`)
  const code = await run(
    process.execPath,
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config=e2e/playwright.config.ts',
      '--reporter=list,json',
    ],
    { env: { ...process.env, ...settings, PLAYWRIGHT_JSON_OUTPUT_NAME: file } },
  )
  const stats = reportIn(file)?.stats
  const failed = stats?.unexpected ?? 0
  return count({
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: code !== 0 ? Math.max(failed, 1) : failed,
    skipped: stats?.skipped ?? 0,
  })
}

function reportIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
