import { parseArgs } from 'node:util'
import { startPostgres } from '@/lib/server/db/testing/postgres'
import { runChecked } from './checked-run'
import { formatReport } from './checks/report'

/**
 * `npm run chaos -- --saves 10000 --kills 200 --store both --seed 42`: prints a report for each
 * store and exits with 1 when a check failed.
 */
const { values: args } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    saves: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '20' },
    store: { type: 'string', default: 'both' },
  },
})

/** Two idle cores do about ten saves a second, busy ones half of that. */
const TIME_LIMIT_MS_PER_SAVE = 400
const STARTUP_MS = 90_000

const stores = args.store === 'both' ? (['embedded', 'postgres'] as const) : [args.store]
const saves = Math.ceil(Number(args.saves) / stores.length)
const kills = Math.ceil(Number(args.kills) / stores.length)
console.log(`chaos, seed ${args.seed}: ${saves} saves and ${kills} kills on each store`)

// The consoles have process groups of their own, so an interrupted run must end them itself.
process.once('SIGINT', () => process.exit(130))

let hasPassed = true
for (const store of stores) {
  if (store === 'embedded') hasPassed = (await runOn('embedded', 1)) && hasPassed
  else if (store !== 'postgres') throw new Error('--store is embedded, postgres or both')
  else hasPassed = (await runOnPostgres()) && hasPassed
}
process.exit(hasPassed ? 0 : 1)

async function runOnPostgres(): Promise<boolean> {
  const server = await startPostgres()
  if (typeof server === 'string') {
    console.warn(`\npostgres: SKIPPED: ${server}`)
    return false
  }
  try {
    return await runOn('postgres', 3, server.url)
  } finally {
    await server.stop()
  }
}

async function runOn(store: string, replicas: number, databaseUrl?: string): Promise<boolean> {
  const { run, findings, failed, folder } = await runChecked(store, {
    seed: `${args.seed}/${store}`,
    saves,
    kills,
    terminations: Math.ceil(kills / 10),
    pauses: Math.ceil(kills / 20),
    clockSteps: Math.ceil(kills / 4),
    replicas,
    databaseUrl,
    operators: 100,
    rooms: 240,
    timeLimitMs: STARTUP_MS + saves * TIME_LIMIT_MS_PER_SAVE,
  })
  console.log(`\n${store}, ${replicas} ${replicas === 1 ? 'process' : 'processes'}`)
  console.log(formatReport(run, findings))
  for (const { name, violations } of failed) {
    console.error(`\n${name}:\n  ${violations.slice(0, 20).join('\n  ')}`)
  }
  if (failed.length > 0) console.error(`\nthe logs and the store are in ${folder}`)
  return failed.length === 0
}
