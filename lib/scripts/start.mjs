import { checkNodeVersion } from './steps/node-version.mjs'
import { serveBuild } from './steps/serve.mjs'

checkNodeVersion()
await serveBuild({ startCommand: 'npm start' })
