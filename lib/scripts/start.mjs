import { checkNodeVersion } from './steps/node-version.mjs'
import { serve } from './steps/serve.mjs'

checkNodeVersion()
await serve({ startCommand: 'npm start' })
