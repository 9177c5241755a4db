import { build } from './steps/build.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'

checkNodeVersion()
process.exit(await build())
