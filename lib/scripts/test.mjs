import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from './steps/browser.mjs'
import { build } from './steps/build.mjs'
import { importServerModule } from './steps/import-server-module.mjs'
import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { run } from './steps/run.mjs'
import { createTempFolder } from './steps/temp-folder.mjs'

// Runs all checks, fastest first, and stops at the first that fails. `npm run validate` runs this
// too.
checkNodeVersion()
await install()
const reportFolder = createTempFolder('reports')
const total = { passed: 0, failed: 0, skipped: 0 }
/** Names of tests that passed only on a retry. */
const flaky = []
/** The time of checks and tests, without installing and building. */
let elapsedMs = 0

async function runNode(args, options) {
  const startedAt = performance.now()
  const code = await run(process.execPath, args, options)
  elapsedMs += performance.now() - startedAt
  return code
}
/** Adds to the total and returns whether nothing failed. */
const addCounts = (counts) => {
  for (const result of Object.keys(total)) total[result] += counts[result] ?? 0
  return counts.failed === 0
}
const runCheck = async (title, step) => {
  console.log(`\n── ${title}`)
  return addCounts((await step()) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
}

const allPassed =
  (await runCheck('lint', () => runNode(['node_modules/@biomejs/biome/bin/biome', 'ci', '.']))) &&
  (await runCheck('types', checkTypes)) &&
  (await runUnitTests()) &&
  (await runCheck('build', build)) &&
  (await runBrowserTests())

if (flaky.length > 0) {
  console.log(`\n${flaky.length} passed only on a retry:`)
  for (const name of flaky) console.log(`  ${name}`)
}
const seconds = Math.round(elapsedMs / 1_000)
console.log(
  `\nChecks and tests took ${Math.floor(seconds / 60)} min ${seconds % 60} s, without installing and building.`,
)
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(allPassed && total.failed === 0 ? 0 : 1)

async function checkTypes() {
  const generated = await runNode(['node_modules/next/dist/bin/next', 'typegen'])
  return generated || runNode(['node_modules/typescript/bin/tsc', '--noEmit'])
}

async function runUnitTests() {
  console.log('\n── unit')
  const { installBinaries } = await importServerModule('db/testing/postgres-binaries.ts')
  installBinaries()
  const file = join(reportFolder, 'unit.json')
  process.env.FLAKY_REPORT = join(reportFolder, 'unit-flaky.json')
  const code = await runNode([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    '--reporter=./lib/scripts/steps/flaky-reporter.mjs',
    `--outputFile.json=${file}`,
  ])
  flaky.push(...(readReport(process.env.FLAKY_REPORT) ?? []))
  const report = readReport(file)
  const failed = report?.numFailedTests ?? 0
  const skippedTests = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  // A test file that cannot be loaded adds no failed test, so the exit code counts too.
  return addCounts({
    passed: report?.numPassedTests ?? 0,
    failed: code !== 0 ? Math.max(failed, 1) : failed,
    skipped: skippedTests,
  })
}

/** Runs the browser tests on the embedded store, and those tagged `@postgres` on PostgreSQL too. */
async function runBrowserTests() {
  const path = await findBrowser({ install: true })
  if (!path) {
    console.error('Chromium could not be found or installed. Set PLAYWRIGHT_CHROMIUM_PATH.')
    return addCounts({ failed: 1 })
  }
  process.env.PLAYWRIGHT_CHROMIUM_PATH = path
  const embeddedPassed = await runPlaywright('embedded')
  const { startPostgres } = await importServerModule('db/testing/postgres.ts')
  const server = await startPostgres()
  if (typeof server === 'string') {
    console.warn(`\n── browser, postgres: SKIPPED: ${server}`)
    return embeddedPassed
  }
  const postgresPassed = await runPlaywright('postgres', { E2E_DATABASE_URL: server.url }, [
    '--grep=@postgres',
  ])
  await server.stop()
  return embeddedPassed && postgresPassed
}

async function runPlaywright(store, settings = {}, options = []) {
  console.log(`\n── browser, ${store}`)
  const file = join(reportFolder, `browser-${store}.json`)
  const code = await runNode(
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config=e2e/playwright.config.ts',
      '--reporter=list,json',
      ...options,
    ],
    { env: { ...process.env, ...settings, PLAYWRIGHT_JSON_OUTPUT_NAME: file } },
  )
  const report = readReport(file)
  flaky.push(...findFlakySpecs(report).map((name) => `${store}: ${name}`))
  const stats = report?.stats
  const failed = stats?.unexpected ?? 0
  return addCounts({
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: code !== 0 ? Math.max(failed, 1) : failed,
    skipped: stats?.skipped ?? 0,
  })
}

/** Titles of flaky specs in a suite of Playwright's JSON report. */
function findFlakySpecs(suite) {
  const own = (suite?.specs ?? [])
    .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
    .map(({ file, title }) => `${file}: ${title}`)
  return [...own, ...(suite?.suites ?? []).flatMap(findFlakySpecs)]
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
