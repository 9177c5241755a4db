import { register } from 'node:module'

let isHookRegistered = false

/**
 * Imports a TypeScript module of lib/server into this process, so that signals reach it. The hook
 * replaces `server-only`, which throws outside a bundle for React Server Components.
 */
export async function importServerModule(path) {
  const { tsImport } = await import('tsx/esm/api')
  if (!isHookRegistered) {
    register(
      'data:text/javascript,' +
        encodeURIComponent(`
  export const resolve = (specifier, context, next) =>
    specifier === 'server-only' ? { url: 'data:text/javascript,', shortCircuit: true } : next(specifier, context)
`),
    )
    isHookRegistered = true
  }
  return tsImport(`../../server/${path}`, import.meta.url)
}
