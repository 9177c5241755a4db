import { readFileSync } from 'node:fs'
import { build } from './steps/build.mjs'
import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'
import { exitWithError } from './steps/run.mjs'
import { serveBuild } from './steps/serve.mjs'

// The demo's passwords are public, so it only accepts connections from this machine.
checkNodeVersion()
if (process.env.HOST && !['127.0.0.1', 'localhost'].includes(process.env.HOST)) {
  exitWithError('The demo listens on 127.0.0.1 only. Unset HOST.')
}
await install()
if ((await build()) !== 0) exitWithError('The build failed. The lines above say why.')
process.env.DEMO = '1'
process.env.HOST = '127.0.0.1'
process.env.LOG_LEVEL ||= 'warn'
await serveBuild({ startCommand: 'npm run demo' })
const people = JSON.parse(readFileSync('lib/server/auth/demo-people.json', 'utf8'))
const accounts = people.map(({ email, password }) => `    ${email.padEnd(22)}${password}`)
console.log(`
  Live Room Console demo: http://localhost:${process.env.PORT || 3000}
  Sign in with one of these accounts, which exist only in the demo:
${accounts.join('\n')}
  The Live service is an emulator in this process. Press Ctrl+C to stop.
`)
