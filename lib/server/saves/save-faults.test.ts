import { describe, expect, it, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { WriteResult } from '../engine/write-result'
import { readMetadata } from '../services/metadata'
import {
  createScriptedContext,
  KEY,
  problemFrom,
  refused,
  save,
  unknown,
} from '../testing/scripted-engine'

describe('when a reply is lost, the save', () => {
  it('is settled by reading: the write was applied once', async () => {
    const { ctx, writes } = await createScriptedContext([], { set: ['lost'] })
    const { change } = await save(ctx, [{ key: 'a', from: null, to: '1' }])
    expect(change).toMatchObject({ outcome: 'applied', engine: { code: null } })
    expect(writes()).toEqual(['set a'])
  })

  it('is settled by reading: the write is not visible and too old to be applied', async () => {
    const { ctx, writes } = await createScriptedContext([], { set: [unknown()] })
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: null, to: '1' }]))
    expect([problem.code, problem.details.change?.outcome]).toEqual([
      'engine.no-answer',
      'not-applied',
    ])
    expect(problem.details.change?.readAt).not.toBeNull()
    expect(writes()).toEqual(['set a'])
  })

  it('sends the delete only if the set is known to be applied', async () => {
    const changes = [
      { key: 'a', from: null, to: '1' },
      { key: 'old', from: 'x', to: null },
    ]
    const applied = await createScriptedContext([{ key: 'old', value: 'x' }], { set: ['lost'] })
    await save(applied.ctx, changes)
    expect(applied.writes()).toEqual(['set a', 'delete old'])
    const notApplied = await createScriptedContext([{ key: 'old', value: 'x' }], {
      set: [unknown()],
    })
    await problemFrom(save(notApplied.ctx, changes))
    expect(notApplied.writes()).toEqual(['set a'])
  })

  it('is applied once its value has been visible, even if an app changes the key right after', async () => {
    const { ctx, room } = await createScriptedContext([{ key: 'old', value: 'x' }], {
      set: ['lost'],
    })
    const { deleteMetadata } = ctx.engine
    ctx.engine.deleteMetadata = async (...args) => {
      room.set('a', 'an app’s')
      return deleteMetadata(...args)
    }
    const { change } = await save(ctx, [
      { key: 'a', from: null, to: '1' },
      { key: 'old', from: 'x', to: null },
    ])
    expect(change.outcome).toBe('applied')
    expect(change.results[0]).toEqual({ key: 'a', result: 'applied', found: 'an app’s' })
  })

  it('keeps the room locked and responds without an outcome while the write can still be applied', async () => {
    vi.useFakeTimers()
    try {
      const recent = { ...unknown(), startedAt: performance.now() } as WriteResult
      const { ctx, room } = await createScriptedContext([], { set: [recent] })
      const first = save(ctx, [{ key: 'a', from: null, to: '1' }])
      await vi.advanceTimersByTimeAsync(3_000)
      const other = save(ctx, [{ key: 'b', from: null, to: '2' }], {
        idempotencyKey: KEY.replace(/1$/, '2'),
      })
      expect((await problemFrom(other)).code).toBe('room.busy')
      expect((await readMetadata(ctx, { room: 'r' })).pending?.outcome).toBe('pending')
      room.set('a', '1')
      await vi.advanceTimersByTimeAsync(1_500)
      // The value equals ours but may be another's: only the read after the expiry decides.
      expect((await readMetadata(ctx, { room: 'r' })).pending?.outcome).toBe('pending')
      await vi.advanceTimersByTimeAsync(4_000)
      expect((await first).change.outcome).toBe('applied')
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('when the Live service is down', () => {
  const failUnreachable = async () => {
    throw new Problem('engine.unreachable')
  }

  it('a save sends nothing, is not applied, and succeeds when repeated later', async () => {
    const { ctx, writes } = await createScriptedContext([])
    const read = ctx.engine.readMetadata
    ctx.engine.readMetadata = failUnreachable
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: null, to: '1' }]))
    expect([problem.code, problem.details.change?.outcome]).toEqual([
      'engine.unreachable',
      'not-applied',
    ])
    expect(writes()).toEqual([])
    ctx.engine.readMetadata = read
    const again = { idempotencyKey: KEY.replace(/1$/, '2') }
    const { change } = await save(ctx, [{ key: 'a', from: null, to: '1' }], again)
    expect([change.outcome, writes()]).toEqual(['applied', ['set a']])
  })

  it('a save whose write could not be sent is not applied', async () => {
    const { ctx } = await createScriptedContext([], { set: [refused('engine.unreachable')] })
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: null, to: '1' }]))
    expect(problem.details.change?.outcome).toBe('not-applied')
  })
})

describe('when a delete is refused', () => {
  it('the save is partial, with a result for each key', async () => {
    const { ctx } = await createScriptedContext([{ key: 'old', value: 'x' }], {
      delete: [refused('engine.failed')],
    })
    const { change } = await save(ctx, [
      { key: 'a', from: null, to: '1' },
      { key: 'old', from: 'x', to: null },
    ])
    expect(change.outcome).toBe('partial')
    expect(change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
  })

  it('because the keys are gone, the save is applied if they are gone', async () => {
    const gone = await createScriptedContext([{ key: 'old', value: 'x' }], {
      delete: [refused('room.keys-gone')],
    })
    const { deleteMetadata } = gone.ctx.engine
    gone.ctx.engine.deleteMetadata = async (...args) => {
      gone.room.delete('old')
      return deleteMetadata(...args)
    }
    const { change } = await save(gone.ctx, [{ key: 'old', from: 'x', to: null }])
    expect(change.outcome).toBe('applied')
  })
})

it('a refusal because the room is full is explained by the entries that others added', async () => {
  const { ctx, room, writes } = await createScriptedContext([], {
    set: [refused('room.too-many-keys')],
  })
  const set = ctx.engine.setMetadata
  ctx.engine.setMetadata = async (...args) => {
    for (let i = 0; i < 10; i++) room.set(`app_${i}`, '')
    return set(...args)
  }
  const problem = await problemFrom(save(ctx, [{ key: 'mine', from: null, to: '' }]))
  expect([problem.code, problem.details.params?.others]).toEqual(['room.filled-by-others', 10])
  expect(problem.details.params).toMatchObject({ added: 10, of: 'keys', over: 1 })
  expect(problem.details.engine).toEqual({ code: 1, requestId: 'Id-2' })
  expect(writes()).toEqual(['set mine'])
})
