import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { isHere, kinds, newPlace } from '@/lib/server/db/testing/databases'
import { runChaos } from './chaos'
import { verdictOf } from './verdict'

/** Another run each time; what it finds can be looked for again with `npm run chaos -- --seed`. */
const seed = process.env.CHAOS_SEED ?? String(Date.now() % 1_000_000)

describe.concurrent('a short run of chaos', () => {
  it.each(kinds.filter(isHere))(
    `on %s, seed ${seed}, breaks no promise`,
    async (kind) => {
      const place = await newPlace(kind, inject('postgres'))
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
        longestMs: 60_000,
      })
      const broken = verdictOf(run).filter(({ violations }) => violations.length > 0)
      expect(broken, `what the consoles said is in ${folder}`).toEqual([])
      expect(run.figures.kills).toBeGreaterThan(0)
      rmSync(folder, { recursive: true, force: true })
      await place.clear()
    },
    180_000,
  )
})
