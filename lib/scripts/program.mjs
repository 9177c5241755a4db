import { findBrowser } from './steps/browser.mjs'
import { build } from './steps/build.mjs'
import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { exitWithError, run } from './steps/run.mjs'

/** Programs in `e2e` that developers start by hand, and what each one needs. */
const programs = {
  bench: {
    files: [
      'e2e/bench/editor.ts',
      'e2e/bench/history.ts',
      'e2e/bench/streams.ts',
      'e2e/bench/refusals.ts',
      'e2e/bench/scale/rooms.ts',
      'e2e/bench/scale/sweep.ts',
      'e2e/bench/scale/growth.ts',
      'e2e/bench/comparison.ts',
    ],
    needs: ['build', 'browser'],
  },
  overload: { files: ['e2e/bench/overload.ts', 'e2e/bench/strangers.ts'], needs: ['build'] },
  pictures: { files: ['e2e/pictures/take-pictures.ts'], needs: ['build', 'browser'] },
  chaos: { files: ['e2e/chaos/run.ts'], needs: [] },
}

const [programName, ...args] = process.argv.slice(2)
const { files, needs } = programs[programName] ?? exitWithError(`Unknown program: ${programName}`)
checkNodeVersion()
await install()
if (needs.includes('build') && (await build()) !== 0) exitWithError('The build failed.')
if (needs.includes('browser')) {
  process.env.PLAYWRIGHT_CHROMIUM_PATH =
    (await findBrowser()) ?? exitWithError('Chromium was not found. Set PLAYWRIGHT_CHROMIUM_PATH.')
}
for (const file of files) {
  // The condition lets `server-only` load outside Next.
  const tsx = ['node_modules/tsx/dist/cli.mjs', '--conditions=react-server']
  const code = await run(process.execPath, [...tsx, file, ...args])
  if (code !== 0) process.exit(code)
}
