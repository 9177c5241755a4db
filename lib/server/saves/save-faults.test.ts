import { describe, expect, it, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { WriteResult } from '../engine/write-result'
import { readMetadata } from '../services/metadata'
import { KEY, problemFrom, refused, save, scripted, unknown } from '../testing/scripted-engine'

describe('an answer that got lost', () => {
  it('is settled by reading: the write is there, once', async () => {
    const { ctx, writes } = await scripted([], { set: ['lost'] })
    const { change } = await save(ctx, [{ key: 'a', from: null, to: '1' }])
    expect(change).toMatchObject({ outcome: 'applied', engine: { code: null } })
    expect(writes()).toEqual(['set a'])
  })

  it('is settled by reading: the write is not there and too old to come', async () => {
    const { ctx, writes } = await scripted([], { set: [unknown()] })
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: null, to: '1' }]))
    expect([problem.code, problem.details.change?.outcome]).toEqual([
      'engine.no-answer',
      'not-applied',
    ])
    expect(writes()).toEqual(['set a'])
  })

  it('holds the delete back unless the set is known to have landed', async () => {
    const changes = [
      { key: 'a', from: null, to: '1' },
      { key: 'old', from: 'x', to: null },
    ]
    const landed = await scripted([{ key: 'old', value: 'x' }], { set: ['lost'] })
    await save(landed.ctx, changes)
    expect(landed.writes()).toEqual(['set a', 'delete old'])
    const missed = await scripted([{ key: 'old', value: 'x' }], { set: [unknown()] })
    await problemFrom(save(missed.ctx, changes))
    expect(missed.writes()).toEqual(['set a'])
  })

  it('once seen in the room has landed, though an app changes the key right after', async () => {
    const { ctx, room } = await scripted([{ key: 'old', value: 'x' }], { set: ['lost'] })
    const remove = ctx.engine.deleteMetadata
    ctx.engine.deleteMetadata = async (...of) => {
      room.set('a', 'an app’s')
      return remove(...of)
    }
    const { change } = await save(ctx, [
      { key: 'a', from: null, to: '1' },
      { key: 'old', from: 'x', to: null },
    ])
    expect(change.outcome).toBe('applied')
    expect(change.results[0]).toEqual({ key: 'a', result: 'applied', found: 'an app’s' })
  })

  it('keeps the room taken and answers without an outcome while it may still come', async () => {
    vi.useFakeTimers()
    try {
      const young: WriteResult = { ...unknown(), startedAt: Date.now() } as WriteResult
      const { ctx, room } = await scripted([], { set: [young] })
      const first = save(ctx, [{ key: 'a', from: null, to: '1' }])
      await vi.advanceTimersByTimeAsync(3_000)
      const other = save(ctx, [{ key: 'b', from: null, to: '2' }], {
        idempotencyKey: KEY.replace(/1$/, '2'),
      })
      expect((await problemFrom(other)).code).toBe('room.busy')
      expect((await readMetadata(ctx, { room: 'r' })).pending?.outcome).toBe('pending')
      room.set('a', '1')
      await vi.advanceTimersByTimeAsync(1_500)
      expect((await first).change.outcome).toBe('applied')
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('an engine that is down', () => {
  const down = async () => {
    throw new Problem('engine.unreachable')
  }

  it('before a save: nothing was sent, nobody is told "unknown", and it saves once it is back', async () => {
    const { ctx, writes } = await scripted([])
    const read = ctx.engine.readMetadata
    ctx.engine.readMetadata = down
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

  it('between read and write: that is known as well, as no byte of it left', async () => {
    const { ctx } = await scripted([], { set: [refused('engine.unreachable')] })
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: null, to: '1' }]))
    expect(problem.details.change?.outcome).toBe('not-applied')
  })
})

describe('a delete that is refused', () => {
  it('makes the save partial, key by key', async () => {
    const { ctx } = await scripted([{ key: 'old', value: 'x' }], {
      delete: [refused('engine.failed')],
    })
    const { change } = await save(ctx, [
      { key: 'a', from: null, to: '1' },
      { key: 'old', from: 'x', to: null },
    ])
    expect(change.outcome).toBe('partial')
    expect(change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
  })

  it('because the keys are gone counts as done when they are', async () => {
    const gone = await scripted([{ key: 'old', value: 'x' }], {
      delete: [refused('room.keys-gone')],
    })
    const read = gone.ctx.engine.deleteMetadata
    gone.ctx.engine.deleteMetadata = async (...args) => {
      gone.room.delete('old')
      return read(...args)
    }
    const { change } = await save(gone.ctx, [{ key: 'old', from: 'x', to: null }])
    expect(change.outcome).toBe('applied')
  })
})

it('the engine’s word that the room is full is explained by what others added meanwhile', async () => {
  const { ctx, room, writes } = await scripted([], { set: [refused('room.too-many-keys')] })
  const set = ctx.engine.setMetadata
  ctx.engine.setMetadata = async (...args) => {
    for (let at = 0; at < 10; at++) room.set(`app_${at}`, '')
    return set(...args)
  }
  const problem = await problemFrom(save(ctx, [{ key: 'mine', from: null, to: '' }]))
  expect([problem.code, problem.details.params?.others]).toEqual(['room.filled-by-others', 10])
  expect(problem.details.engine).toEqual({ code: 1, requestId: 'Id-2' })
  expect(writes()).toEqual(['set mine'])
})
