import { readFileSync } from 'node:fs'
import { build } from './steps/build.mjs'
import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { stop } from './steps/run.mjs'
import { serve } from './steps/serve.mjs'

// The demo has made-up rooms and no secrets, and everybody knows its passwords: so it answers this machine only.
checkNodeVersion()
if (process.env.HOST && !['127.0.0.1', 'localhost'].includes(process.env.HOST)) {
  stop('The demo listens on 127.0.0.1 only; unset HOST.')
}
await install()
if ((await build()) !== 0) stop('The build failed. The lines above say why.')
process.env.DEMO = '1'
process.env.HOST = '127.0.0.1'
process.env.LOG_LEVEL ||= 'warn'
// Read before the server starts, which changes the working directory.
const people = JSON.parse(readFileSync('lib/server/auth/demo-people.json', 'utf8'))
const accounts = people.map(({ email, password }) => `    ${email.padEnd(22)}${password}`)
await serve({ again: 'npm run demo' })
console.log(`
  Live Room Console, demo: http://localhost:${process.env.PORT}
  Sign in as one of these; they exist in the demo only:
${accounts.join('\n')}
  The Live engine is an emulator inside this process. End it with Ctrl C.
`)
