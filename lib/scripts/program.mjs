import { findBrowser } from './steps/browser.mjs'
import { build } from './steps/build.mjs'
import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { run, stop } from './steps/run.mjs'

/** Programs in `e2e` that people start by hand, and what must be there first. */
const programs = {
  bench: {
    files: ['e2e/bench/run.ts', 'e2e/bench/history.ts', 'e2e/bench/streams.ts'],
    needs: ['build', 'browser'],
  },
  overload: { files: ['e2e/bench/overload.ts'], needs: ['build'] },
  pictures: { files: ['e2e/pictures/take.ts'], needs: ['build', 'browser'] },
  chaos: { files: ['e2e/chaos/run.ts'], needs: [] },
}

const [name, ...args] = process.argv.slice(2)
const { files, needs } = programs[name] ?? stop(`There is no program ${name}.`)
checkNodeVersion()
await install()
if (needs.includes('build') && (await build()) !== 0) stop('The build failed.')
if (needs.includes('browser')) {
  process.env.PLAYWRIGHT_CHROMIUM_PATH =
    (await findBrowser()) ?? stop('No Chromium could be found: set PLAYWRIGHT_CHROMIUM_PATH.')
}
for (const file of files) {
  // As a server's process, or `server-only` would refuse to load.
  const tsx = ['node_modules/tsx/dist/cli.mjs', '--conditions=react-server']
  const code = await run(process.execPath, [...tsx, file, ...args])
  if (code !== 0) process.exit(code)
}
