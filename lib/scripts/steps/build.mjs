import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './alone.mjs'
import { run } from './run.mjs'

const SOURCES = [
  'app',
  'components',
  'lib/client',
  'lib/server',
  'lib/shared',
  'public',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'package-lock.json',
  'tsconfig.json',
]
const MARK = '.next/built-from'

/** Builds where there is no build of exactly these sources; resolves with the exit code. */
export const build = () => alone(buildHere)

async function buildHere() {
  const digest = digestOf(SOURCES)
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === digest) return 0
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const code = await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { env })
  if (code !== 0) return code
  // The standalone server serves static files from beside itself, and Next leaves putting them there to us.
  cpSync('.next/static', '.next/standalone/.next/static', { recursive: true })
  cpSync('public', '.next/standalone/public', { recursive: true })
  writeFileSync(MARK, digest)
  return 0
}

function digestOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesUnder).sort())
    hash.update(`${path}\0`).update(readFileSync(path))
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
  } catch (error) {
    if (error.code === 'ENOTDIR') return /\.test\.tsx?$/.test(path) ? [] : [path]
    throw error
  }
}
