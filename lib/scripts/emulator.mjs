import { register } from 'node:module'
import { install } from './steps/install.mjs'
import { checkNodeVersion } from './steps/node-version.mjs'

// Runs the TypeScript in this process, so that a signal reaches it. `server-only` refuses to load outside a React
// server: the hook stands in for the `react-server` condition that a bundler would set.
checkNodeVersion()
await install()
const { tsImport } = await import('tsx/esm/api')
register(
  'data:text/javascript,' +
    encodeURIComponent(`
  export const resolve = (name, context, next) =>
    name === 'server-only' ? { url: 'data:text/javascript,', shortCircuit: true } : next(name, context)
`),
)
await tsImport('../server/emulator/run.ts', import.meta.url)
