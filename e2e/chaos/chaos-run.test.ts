import { describe, expect, inject, it } from 'vitest'
import { createStoreSettings, isAvailable, kinds } from '@/lib/server/db/testing/databases'
import { runChecked } from './checked-run'

/** A new seed for each run. `CHAOS_SEED` repeats the seed of a failed one. */
const seed = process.env.CHAOS_SEED ?? String(Date.now() % 1_000_000)

describe.concurrent('a short chaos run', () => {
  it.each(kinds.filter(isAvailable))(
    `violates no invariant on %s, seed ${seed}`,
    async (kind) => {
      const { databaseUrl } = await createStoreSettings(kind, inject('postgres'))
      const { run, failed, folder } = await runChecked(kind, {
        seed: `${seed}/${kind}`,
        saves: 60,
        kills: 4,
        terminations: 1,
        pauses: 0,
        clockSteps: 2,
        replicas: kind === 'postgres' ? 2 : 1,
        databaseUrl,
        operators: 40,
        rooms: 60,
        timeLimitMs: 60_000,
      })
      expect(failed, `the logs and the store are in ${folder}`).toEqual([])
      expect(run.figures.kills).toBeGreaterThan(0)
    },
    180_000,
  )
})
