import 'server-only'
import { resolve } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { nodeBundle } from '@/lib/scripts/steps/node-bundle.mjs'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'

/**
 * Bundles a program that tests start, with the packages that it uses, into one JavaScript file, so
 * that it does not load hundreds of files at each start. Resolves to the path of the file.
 */
export async function bundleProgram(source: Pick<BuildOptions, 'stdin' | 'entryPoints'>) {
  // Inside `node_modules`, where its imports of the other packages resolve.
  const outfile = resolve(createTempFolder('bundle', 'node_modules/.cache'), 'program.mjs')
  await build({
    ...nodeBundle,
    ...source,
    outfile,
    logLevel: 'error',
  })
  return outfile
}
