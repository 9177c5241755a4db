import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { isHere, kinds } from '../db/testing/databases'
import type { Context } from '../http/context'
import { KEY, problemFrom, save, scripted } from '../testing/scripted-engine'

const CHANGE = { key: 'a', from: null, to: '1' }
const OTHER_KEY = KEY.replace(/1$/, '2')
const paused = new Problem('engine.paused', { params: { seconds: 5 } })

/** The engine client lets no save begin from now on. */
const refuse = (ctx: Context, problem: Problem) => {
  ctx.engine.admitSave = () => Promise.reject(problem)
}
const rows = async ({ database }: Context) =>
  (await database.kysely.selectFrom('changes').select('id').execute()).length

describe.each(kinds)('while calls to the engine are held back, on %s', (kind) => {
  const test = it.skipIf(!isHere(kind))

  test('a save is refused in under 50 ms, and leaves neither a row nor a call', async () => {
    const { ctx, calls } = await scripted([], {}, kind)
    refuse(ctx, paused)
    const took: number[] = []
    for (let at = 0; at < 5; at++) {
      const startedAt = performance.now()
      expect(await problemFrom(save(ctx, [CHANGE]))).toBe(paused)
      took.push(performance.now() - startedAt)
    }
    // The best of five: other tests share this machine.
    expect(Math.min(...took)).toBeLessThan(50)
    expect([calls, await rows(ctx)]).toEqual([[], 0])
  })

  test('a save sent before is answered with what became of it, and not with "not saved"', async () => {
    const { ctx } = await scripted([], {}, kind)
    const first = await save(ctx, [CHANGE])
    refuse(ctx, paused)
    expect(await save(ctx, [CHANGE])).toEqual(first)
    const reused = await problemFrom(save(ctx, [{ ...CHANGE, to: '2' }]))
    expect(reused.code).toBe('save.key-reused')
  })

  test('the same person’s next save is refused, and goes through once calls go again', async () => {
    const { ctx } = await scripted([], {}, kind)
    const { admitSave } = ctx.engine
    refuse(ctx, new Problem('engine.line-full', { params: { seconds: 1 } }))
    const problem = await problemFrom(save(ctx, [CHANGE], { idempotencyKey: OTHER_KEY }))
    expect(problem.code).toBe('engine.line-full')
    ctx.engine.admitSave = admitSave
    const { change } = await save(ctx, [CHANGE], { idempotencyKey: OTHER_KEY })
    expect(change.outcome).toBe('applied')
  })
})
