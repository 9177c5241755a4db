import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { run } from './steps/run.mjs'

// A fresh clone needs no settings to be worked on: without an engine of its own it gets the demo's.
checkNodeVersion()
await install()
const hasEngine = Object.keys(process.env).some((name) => name.startsWith('LIVE_ENGINE_'))
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...(hasEngine ? {} : { DEMO: '1' }) }
const host = ['--hostname', process.env.HOST || '127.0.0.1']
process.exit(
  await run(process.execPath, ['node_modules/next/dist/bin/next', 'dev', ...host], { env }),
)
