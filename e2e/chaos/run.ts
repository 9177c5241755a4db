import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '@/lib/server/db/testing/postgres'
import { type ChaosOptions, runChaos } from './chaos'
import { tableOf, verdictOf } from './verdict'

/** `npm run chaos -- --saves 10000 --kills 200 --store both --seed 42`; ends by itself, with 1 when a promise broke. */
const { values: asked } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    saves: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '20' },
    store: { type: 'string', default: 'both' },
  },
})

/** Two cores do some ten saves a second, and half of that when they have other work. */
const LONGEST_MS_A_SAVE = 400
const STARTUP_MS = 90_000

const stores = asked.store === 'both' ? (['embedded', 'postgres'] as const) : [asked.store]
const saves = Math.ceil(Number(asked.saves) / stores.length)
const kills = Math.ceil(Number(asked.kills) / stores.length)
console.log(`chaos, seed ${asked.seed}: ${saves} saves and ${kills} kills on each store`)

let good = true
for (const store of stores) {
  if (store === 'embedded') good = (await run('embedded', 1)) && good
  else if (store !== 'postgres') throw new Error('--store is embedded, postgres or both')
  else good = (await onPostgres()) && good
}
process.exit(good ? 0 : 1)

async function onPostgres(): Promise<boolean> {
  const server = await startPostgres()
  if (typeof server === 'string') {
    console.warn(`\npostgres: SKIPPED: ${server}`)
    return false
  }
  try {
    return await run('postgres', 3, server.url)
  } finally {
    await server.stop()
  }
}

async function run(store: string, replicas: number, databaseUrl?: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'console-chaos-'))
  const options: ChaosOptions = {
    seed: `${asked.seed}/${store}`,
    saves,
    kills,
    pauses: Math.ceil(kills / 20),
    replicas,
    databaseUrl,
    operators: 100,
    rooms: 240,
    folder,
    longestMs: STARTUP_MS + saves * LONGEST_MS_A_SAVE,
  }
  const outcome = await runChaos(options)
  const findings = verdictOf(outcome)
  console.log(`\n${store}, ${replicas} ${replicas === 1 ? 'process' : 'processes'}`)
  console.log(tableOf(outcome, findings))
  const broken = findings.filter(({ violations }) => violations.length > 0)
  for (const { promise, violations } of broken) {
    console.error(`\n${promise}:\n  ${violations.slice(0, 20).join('\n  ')}`)
  }
  if (broken.length > 0) console.error(`\nwhat the consoles said is in ${folder}`)
  else rmSync(folder, { recursive: true, force: true })
  return broken.length === 0
}
