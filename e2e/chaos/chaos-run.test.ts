import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { createStoreLocation, isAvailable, kinds } from '@/lib/server/db/testing/databases'
import { runChaos } from './chaos-run'
import { checkRun } from './checks/report'

/** A new seed for each run. `CHAOS_SEED` repeats the seed of a failed one. */
const seed = process.env.CHAOS_SEED ?? String(Date.now() % 1_000_000)

describe.concurrent('a short chaos run', () => {
  it.each(kinds.filter(isAvailable))(
    `violates no invariant on %s, seed ${seed}`,
    async (kind) => {
      const place = await createStoreLocation(kind, inject('postgres'))
      const folder = mkdtempSync(join(tmpdir(), 'console-chaos-'))
      const run = await runChaos({
        seed: `${seed}/${kind}`,
        saves: 100,
        kills: 4,
        pauses: 0,
        replicas: kind === 'postgres' ? 2 : 1,
        databaseUrl: place.settings.databaseUrl,
        operators: 40,
        rooms: 60,
        folder,
        timeLimitMs: 60_000,
      })
      const failed = checkRun(run).filter(({ violations }) => violations.length > 0)
      expect(failed, `the logs and the store are in ${folder}`).toEqual([])
      expect(run.figures.kills).toBeGreaterThan(0)
      rmSync(folder, { recursive: true, force: true })
      await place.clear()
    },
    180_000,
  )
})
