import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { problemFrom, save, scripted } from '../testing/scripted-engine'

const SET = { key: 'a', from: null, to: '1' }
const down = async () => {
  throw new Problem('journal.unavailable')
}

describe('a save whose journal fails', () => {
  it('before it begins is refused, and the engine sees nothing', async () => {
    const { ctx, calls } = await scripted([])
    ctx.journal.begin = down
    expect((await problemFrom(save(ctx, [SET]))).code).toBe('journal.unavailable')
    expect(calls).toEqual([])
  })

  it('before it is sent is refused, and nothing is written to the engine', async () => {
    const { ctx, writes } = await scripted([])
    ctx.journal.markSent = down
    const problem = await problemFrom(save(ctx, [SET]))
    expect([problem.code, problem.details.change?.outcome]).toEqual([
      'journal.unavailable',
      'not-applied',
    ])
    expect(writes()).toEqual([])
  })

  it('after the engine has accepted is told as saved, its record pending, and the record follows', async () => {
    const { ctx } = await scripted([])
    const { settle } = ctx.journal
    ctx.journal.settle = down
    const { change } = await save(ctx, [SET])
    expect(change).toMatchObject({ outcome: 'pending', settledAt: null, results: [{ found: '1' }] })
    expect(change.readAt).not.toBeNull()
    ctx.journal.settle = settle
    await ctx.holding.idle(5_000)
    expect((await ctx.journal.find(change.id))?.change.outcome).toBe('applied')
  })

  it('holds the delete back when it fails between set and delete', async () => {
    const { ctx, writes } = await scripted([{ key: 'old', value: 'x' }])
    const { markSent } = ctx.journal
    ctx.journal.markSent = (id, holder, step) =>
      step === 'set' ? markSent(id, holder, step) : down()
    const { change } = await save(ctx, [SET, { key: 'old', from: 'x', to: null }])
    expect(change.outcome).toBe('partial')
    expect(writes()).toEqual(['set a'])
  })
})
