import { importServerModule } from './steps/import-server-module.mjs'
import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'

checkNodeVersion()
await install()
await importServerModule('emulator/run.ts')
