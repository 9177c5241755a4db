import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeBundle } from './node-bundle.mjs'
import { run } from './run.mjs'
import { withSetupLock } from './setup-lock.mjs'

const SOURCES = [
  'app',
  'components',
  'lib/client',
  'lib/scripts/steps/build.mjs',
  'lib/scripts/steps/node-bundle.mjs',
  'lib/server',
  'lib/shared',
  'public',
  'instrumentation-client.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'package-lock.json',
  'tsconfig.json',
]
/** Contains the digest of the sources of the current build. */
const DIGEST_FILE = '.next/built-from'

/** Builds unless there is a build of exactly these sources. Resolves to the exit code. */
export const build = () => withSetupLock(buildIfChanged)

async function buildIfChanged() {
  const digest = hashFiles(SOURCES)
  if (existsSync(DIGEST_FILE) && readFileSync(DIGEST_FILE, 'utf8') === digest) return 0
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const code = await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { env })
  if (code !== 0) return code
  await bundlePrograms(digest.slice(0, 16))
  // Next does not copy static files to the standalone server.
  cpSync('.next/static', '.next/standalone/.next/static', { recursive: true })
  cpSync('public', '.next/standalone/public', { recursive: true })
  writeFileSync(DIGEST_FILE, digest)
  return 0
}

/**
 * Replaces the server that Next generates, and adds the command line for administrators. Next traces
 * neither, so everything it does not copy into the standalone build becomes part of the bundles.
 */
async function bundlePrograms(buildId) {
  // Not imported at the top: this file also runs before packages are installed.
  const esbuild = await import('esbuild')
  await esbuild.build({
    ...nodeBundle,
    entryPoints: { server: 'lib/server/server.ts', admin: 'lib/server/command-line/admin.ts' },
    outdir: '.next/standalone',
    target: 'node20',
    define: { 'process.env.CONSOLE_BUILD_ID': JSON.stringify(buildId) },
    logLevel: 'warning',
  })
}

function hashFiles(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(listFiles).sort())
    hash.update(`${path}\0`).update(readFileSync(path))
  return hash.digest('hex')
}

function listFiles(path) {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path).flatMap((child) => listFiles(join(path, child)))
  } catch (error) {
    if (error.code === 'ENOTDIR') return /\.test\.tsx?$/.test(path) ? [] : [path]
    throw error
  }
}
