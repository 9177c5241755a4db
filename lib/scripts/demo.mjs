import { build } from './steps/build.mjs'
import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { stop } from './steps/run.mjs'
import { serve } from './steps/serve.mjs'

// The demo has made-up rooms and no secrets, and anybody may use it: so it answers this machine only.
checkNodeVersion()
if (process.env.HOST && !['127.0.0.1', 'localhost'].includes(process.env.HOST)) {
  stop('The demo listens on 127.0.0.1 only; unset HOST.')
}
await install()
if ((await build()) !== 0) stop('The build failed. The lines above say why.')
process.env.DEMO = '1'
process.env.HOST = '127.0.0.1'
process.env.LOG_LEVEL ||= 'warn'
await serve({ again: 'npm run demo' })
console.log(`
  Live Room Console, demo: http://localhost:${process.env.PORT}
  The Live engine is an emulator inside this process. End it with Ctrl C.
`)
