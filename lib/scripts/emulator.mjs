import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { importServer } from './steps/typescript.mjs'

checkNodeVersion()
await install()
await importServer('emulator/run.ts')
