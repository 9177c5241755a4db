import 'server-only'
import { readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'

/** The doors of the console, see `serve.ts`, as one file of plain JavaScript, so that starting it is quick. */
export async function bundleConsole(): Promise<string> {
  const outfile = resolve('node_modules', '.cache', `console-${process.pid}.mjs`)
  await build({
    stdin: { contents: entryOf(doorFiles()), resolveDir: process.cwd(), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  return outfile
}

/** Every `route.ts` below `app/api`, whoever adds one. */
function doorFiles(): string[] {
  const names = readdirSync(join('app', 'api'), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => /(?:^|\/)route\.ts$/.test(name)).map((name) => dirname(name))
}

function entryOf(folders: readonly string[]): string {
  const imports = folders.map(
    (folder, n) => `import * as door${n} from '@/app/api/${folder}/route'`,
  )
  const doors = folders.map((folder, n) => `['/api/${folder}', door${n}]`)
  return [
    `import { serveDoors } from '@/lib/server/testing/console/serve'`,
    ...imports,
    `await serveDoors([${doors.join(', ')}])`,
  ].join('\n')
}
