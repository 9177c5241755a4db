import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { serveSources } from './steps/serve.mjs'

// Without LIVE_ENGINE_* settings the demo's emulator is used, so that a fresh clone runs without
// configuration.
checkNodeVersion()
await install()
const hasEngine = Object.keys(process.env).some((setting) => setting.startsWith('LIVE_ENGINE_'))
if (!hasEngine) process.env.DEMO = '1'
await serveSources({ startCommand: 'npm run dev' })
console.log(`Live Room Console: http://localhost:${process.env.PORT || 3000}`)
