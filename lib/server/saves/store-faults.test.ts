import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { readSave } from '../services/metadata'
import {
  createScriptedContext,
  KEY,
  problemFrom,
  refused,
  save,
  unknown,
} from '../testing/scripted-engine'

const SET = { key: 'a', from: null, to: '1' }
const failUnavailable = async () => {
  throw new Problem('journal.unavailable')
}

describe('when the journal fails, a save', () => {
  it('is refused without a call if it has not started', async () => {
    const { ctx, calls } = await createScriptedContext([])
    ctx.journal.insertPending = failUnavailable
    expect((await problemFrom(save(ctx, [SET]))).code).toBe('journal.unavailable')
    expect(calls).toEqual([])
  })

  it('is refused and writes nothing if no call was sent', async () => {
    const { ctx, writes } = await createScriptedContext([])
    ctx.journal.markSent = failUnavailable
    const problem = await problemFrom(save(ctx, [SET]))
    expect([problem.code, problem.details.change?.outcome]).toEqual([
      'journal.unavailable',
      'not-applied',
    ])
    expect(writes()).toEqual([])
  })

  it('is reported as saved after the Live service accepted it, and is recorded later', async () => {
    const { ctx } = await createScriptedContext([])
    const { settle } = ctx.journal
    ctx.journal.settle = failUnavailable
    const { change } = await save(ctx, [SET])
    expect(change).toMatchObject({ outcome: 'pending', settledAt: null, results: [{ found: '1' }] })
    expect(change.readAt).not.toBeNull()
    ctx.journal.settle = settle
    await ctx.leaseKeeper.waitUntilIdle(5_000)
    expect((await ctx.journal.find(change.id))?.change.outcome).toBe('applied')
  })

  it('stays pending after the Live service refused it, and is recorded later', async () => {
    const { ctx } = await createScriptedContext([], { set: [refused('engine.forbidden')] })
    const { settle } = ctx.journal
    ctx.journal.settle = failUnavailable
    const { change } = await save(ctx, [SET])
    expect(change).toMatchObject({ outcome: 'pending', settledAt: null, results: [], readAt: null })
    expect((await readSave(ctx, { room: 'r', id: KEY })).change).toEqual(change)
    ctx.journal.settle = settle
    await ctx.leaseKeeper.waitUntilIdle(5_000)
    expect((await ctx.journal.find(change.id))?.change.outcome).toBe('not-applied')
  })

  it('stays pending after its reply was lost, even if the room shows that it was not applied', async () => {
    const { ctx } = await createScriptedContext([], { set: [unknown()] })
    ctx.journal.settle = failUnavailable
    const { change } = await save(ctx, [SET])
    expect(change).toMatchObject({ outcome: 'pending', settledAt: null, results: [], readAt: null })
  })

  it('stays pending if only the record of a call may exist', async () => {
    const { ctx, writes } = await createScriptedContext([])
    ctx.journal.markSent = failUnavailable
    ctx.journal.settle = failUnavailable
    expect((await save(ctx, [SET])).change).toMatchObject({ outcome: 'pending', settledAt: null })
    expect(writes()).toEqual([])
  })

  it('is not applied for good if nothing was sent and no call can be on record', async () => {
    const { ctx } = await createScriptedContext([{ key: 'a', value: 'theirs' }])
    ctx.journal.settle = failUnavailable
    const problem = await problemFrom(save(ctx, [SET]))
    expect([problem.code, problem.details.change?.outcome]).toEqual(['room.changed', 'not-applied'])
  })

  it('does not send the delete if the journal fails after the set', async () => {
    const { ctx, writes } = await createScriptedContext([{ key: 'old', value: 'x' }])
    const { markSent } = ctx.journal
    ctx.journal.markSent = (id, holder, step) =>
      step === 'set' ? markSent(id, holder, step) : failUnavailable()
    const { change } = await save(ctx, [SET, { key: 'old', from: 'x', to: null }])
    expect(change.outcome).toBe('partial')
    expect(writes()).toEqual(['set a'])
  })
})
