import { afterEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { isAvailable, kinds } from '../db/testing/databases'
import type { Context } from '../http/context'
import { createScriptedContext, KEY, problemFrom, save } from '../testing/scripted-engine'

const CHANGE = { key: 'a', from: null, to: '1' }
const OTHER_KEY = KEY.replace(/1$/, '2')
const paused = new Problem('engine.paused', { params: { seconds: 5 } })

/** From now on the engine client admits no save. */
const refuseSaves = (ctx: Context, problem: Problem) => {
  ctx.engine.admitSave = () => Promise.reject(problem)
}
const rows = async ({ database }: Context) =>
  (await database.kysely.selectFrom('changes').select('id').execute()).length

afterEach(() => void vi.useRealTimers())

describe.each(kinds)('while calls are held back, on %s', (kind) => {
  const test = it.skipIf(!isAvailable(kind))

  test('a save is refused without waiting, without a row and without a call', async () => {
    const { ctx, calls } = await createScriptedContext([], {}, kind)
    refuseSaves(ctx, paused)
    // Nothing that waits for a timer would end.
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    expect(await problemFrom(save(ctx, [CHANGE]))).toBe(paused)
    vi.useRealTimers()
    expect([calls, await rows(ctx)]).toEqual([[], 0])
  })

  test('a repeated save gets the outcome of the first one instead of a refusal', async () => {
    const { ctx } = await createScriptedContext([], {}, kind)
    const first = await save(ctx, [CHANGE])
    refuseSaves(ctx, paused)
    expect(await save(ctx, [CHANGE])).toEqual(first)
    const reused = await problemFrom(save(ctx, [{ ...CHANGE, to: '2' }]))
    expect(reused.code).toBe('save.key-reused')
  })

  test('the next save is refused, and succeeds when calls are possible again', async () => {
    const { ctx } = await createScriptedContext([], {}, kind)
    const { admitSave } = ctx.engine
    refuseSaves(ctx, new Problem('engine.line-full', { params: { seconds: 1 } }))
    const problem = await problemFrom(save(ctx, [CHANGE], { idempotencyKey: OTHER_KEY }))
    expect(problem.code).toBe('engine.line-full')
    ctx.engine.admitSave = admitSave
    const { change } = await save(ctx, [CHANGE], { idempotencyKey: OTHER_KEY })
    expect(change.outcome).toBe('applied')
  })
})
