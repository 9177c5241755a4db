import { register } from 'node:module'

let ready = false

/**
 * Loads a TypeScript module of lib/server into this process, so that a signal reaches it. `server-only` refuses to load
 * outside a React server: the hook stands in for the `react-server` condition that a bundler would set.
 */
export async function importServer(path) {
  const { tsImport } = await import('tsx/esm/api')
  if (!ready) {
    register(
      'data:text/javascript,' +
        encodeURIComponent(`
  export const resolve = (name, context, next) =>
    name === 'server-only' ? { url: 'data:text/javascript,', shortCircuit: true } : next(name, context)
`),
    )
    ready = true
  }
  return tsImport(`../../server/${path}`, import.meta.url)
}
