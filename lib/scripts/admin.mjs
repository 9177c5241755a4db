import { checkNodeVersion } from './steps/node-version.mjs'
import { runBuiltAdmin } from './steps/serve.mjs'

checkNodeVersion()
process.exitCode = await runBuiltAdmin(process.argv.slice(2))
