import 'server-only'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { bundleProgram } from '../bundle-program'

/**
 * Bundles the route files and `serve.ts` into one JavaScript file, so that a console starts
 * quickly.
 */
export function bundleConsole(): Promise<string> {
  const contents = entrySource(listRouteFolders())
  return bundleProgram({ stdin: { contents, resolveDir: process.cwd(), loader: 'ts' } })
}

/** Makes `folder` look like one with a built server to `npm start`, which then runs the bundle. */
export function preparePackage(folder: string, bundle: string): void {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: { start: string }
  }
  const start = scripts.start.replace('lib/scripts', resolve('lib', 'scripts'))
  mkdirSync(join(folder, '.next', 'standalone'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start } }))
  const server = `export const startServer = () => import(${JSON.stringify(bundle)})`
  writeFileSync(join(folder, '.next', 'standalone', 'server.js'), server)
}

/** The folders below `app/api` that contain a `route.ts`. */
function listRouteFolders(): string[] {
  const names = readdirSync(join('app', 'api'), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => /(?:^|\/)route\.ts$/.test(name)).map((name) => dirname(name))
}

function entrySource(folders: readonly string[]): string {
  const imports = folders.map(
    (folder, n) => `import * as route${n} from '@/app/api/${folder}/route'`,
  )
  const routes = folders.map((folder, n) => `['/api/${folder}', route${n}]`)
  return [
    `import { serveRoutes } from '@/lib/server/testing/console/serve'`,
    ...imports,
    `export const { shutDown } = await serveRoutes([${routes.join(', ')}])`,
  ].join('\n')
}
