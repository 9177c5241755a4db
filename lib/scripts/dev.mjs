import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { run } from './steps/run.mjs'

// Without LIVE_ENGINE_* settings the demo's emulator is used, so that a fresh clone runs without
// configuration.
checkNodeVersion()
await install()
const hasEngine = Object.keys(process.env).some((setting) => setting.startsWith('LIVE_ENGINE_'))
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...(hasEngine ? {} : { DEMO: '1' }) }
const host = ['--hostname', process.env.HOST || '127.0.0.1']
process.exit(
  await run(process.execPath, ['node_modules/next/dist/bin/next', 'dev', ...host], { env }),
)
