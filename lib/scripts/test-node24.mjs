import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { exitWithError, run } from './steps/run.mjs'

// Runs `npm test` on Node 24. The npm package `node` carries the binary, so no version manager is
// needed. It is kept outside node_modules, which `npm ci` removes.
const folder = join(tmpdir(), 'live-room-console-node24')
mkdirSync(folder, { recursive: true })
const installed = await run('npm', ['install', '--no-save', '--prefix', folder, 'node@24'])
if (installed !== 0) exitWithError('Node 24 could not be installed. The lines above say why.')
const bin = `${folder}/node_modules/node/bin`
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
process.exit(await run(`${bin}/node`, ['lib/scripts/test.mjs'], { env }))
