import { describe, expect, it, vi } from 'vitest'
import { byKey, type Entry } from '@/lib/shared/entry'
import { Problem } from '@/lib/shared/problem'
import type { Context } from './context'
import type { EngineClient, WriteResult } from './engine/client'
import { createLog } from './log'
import { readMetadata, saveMetadata } from './metadata'
import { createJournal } from './store/journal'
import { createVerified } from './verified'

const OK: WriteResult = { result: 'accepted', engine: { code: 0, requestId: 'Id-1' } }
const refused = (code: Problem['code']): WriteResult => ({
  result: 'refused',
  problem: new Problem(code, { engine: { code: 1, requestId: 'Id-2' } }),
})
const unknown = (): WriteResult => ({
  result: 'unknown',
  problem: new Problem('engine.no-answer'),
  startedAt: Date.now() - 8_001,
})

type Script = { set?: (WriteResult | 'lost')[]; delete?: (WriteResult | 'lost')[] }

/** An engine that does as the script says; `lost` applies the write and loses the answer. */
function scripted(entries: Entry[], script: Script = {}) {
  const room = new Map(entries.map(({ key, value }) => [key, value]))
  const calls: string[] = []
  const answer = (step: 'set' | 'delete', apply: () => void): WriteResult => {
    const next = script[step]?.shift() ?? OK
    if (next === 'lost' || next.result === 'accepted') apply()
    return next === 'lost' ? unknown() : next
  }
  const engine: Pick<EngineClient, 'readMetadata' | 'setMetadata' | 'deleteMetadata'> = {
    async readMetadata() {
      calls.push('read')
      return [...room].map(([key, value]) => ({ key, value })).sort(byKey)
    },
    async setMetadata(_, written) {
      calls.push(`set ${written.map(({ key }) => key)}`)
      return answer('set', () => {
        for (const { key, value } of written) room.set(key, value)
      })
    },
    async deleteMetadata(_, keys) {
      calls.push(`delete ${keys}`)
      return answer('delete', () => {
        for (const key of keys) room.delete(key)
      })
    },
  }
  const ctx = {
    engine,
    journal: createJournal(),
    verified: createVerified(),
    log: createLog('silent'),
    actor: { id: 'local', name: 'Local' },
    ref: 'ref',
  } as unknown as Context
  return { ctx, room, calls, writes: () => calls.filter((call) => call !== 'read') }
}

const KEY = '00000000-0000-4000-8000-000000000001'
type Input = Parameters<typeof saveMetadata>[1]
const save = (ctx: Context, changes: Input['changes'], more: Partial<Input> = {}) =>
  saveMetadata(ctx, { room: 'r', changes, idempotencyKey: KEY, ...more })
const problemFrom = async (promise: Promise<unknown>): Promise<Problem> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Problem) return error
  throw new Error('expected a problem')
}

describe('a save', () => {
  it('sets, then deletes, once each, and is told as applied when the room was read again', async () => {
    const { ctx, calls } = scripted([{ key: 'old', value: 'x' }])
    const { change } = await save(ctx, [
      { key: 'a', from: null, to: '1' },
      { key: 'b', from: null, to: '' },
      { key: 'old', from: 'x', to: null },
    ])
    expect(calls).toEqual(['read', 'set a,b', 'delete old', 'read'])
    expect(change).toMatchObject({ outcome: 'applied', engine: { code: 0, requestId: 'Id-1' } })
    expect(change.readAt).not.toBeNull()
    expect(change.results.every(({ result }) => result === 'applied')).toBe(true)
  })

  it('deletes first where the room could not hold old and new together', async () => {
    const full = Array.from({ length: 10 }, (_, at) => ({ key: `k${at}`, value: 'v' }))
    const { ctx, writes } = scripted(full)
    await save(ctx, [
      { key: 'k0', from: 'v', to: null },
      { key: 'new', from: null, to: 'v' },
    ])
    expect(writes()).toEqual(['delete k0', 'set new'])
  })

  it('puts deleted keys back when the set they made room for is refused for good', async () => {
    const full = Array.from({ length: 10 }, (_, at) => ({ key: `k${at}`, value: 'v' }))
    const { ctx, room, writes } = scripted(full, { set: [refused('engine.forbidden')] })
    const problem = await problemFrom(
      save(ctx, [
        { key: 'k0', from: 'v', to: null },
        { key: 'new', from: null, to: 'v' },
      ]),
    )
    expect(writes()).toEqual(['delete k0', 'set new', 'set k0'])
    expect(room.get('k0')).toBe('v')
    expect([problem.code, problem.details.change?.outcome]).toEqual([
      'engine.forbidden',
      'not-applied',
    ])
  })

  it('never overwrites what somebody else wrote, and says what stands there now', async () => {
    const { ctx, writes } = scripted([{ key: 'a', value: 'theirs' }])
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: 'was', to: 'mine' }]))
    expect(problem.code).toBe('room.changed')
    expect(problem.details.theirs).toEqual([{ key: 'a', value: 'theirs' }])
    expect(writes()).toEqual([])
  })

  it('leaves other keys to those who change them meanwhile', async () => {
    const { ctx, room } = scripted([
      { key: 'a', value: '1' },
      { key: 'app', value: 'new' },
    ])
    await save(ctx, [{ key: 'a', from: '1', to: '2' }])
    expect([...room]).toEqual([
      ['a', '2'],
      ['app', 'new'],
    ])
  })

  it('sends nothing for a key that is already where it shall go', async () => {
    const { ctx, writes } = scripted([{ key: 'a', value: '2' }])
    const { change } = await save(ctx, [{ key: 'a', from: '1', to: '2' }])
    expect(change.outcome).toBe('applied')
    expect(writes()).toEqual([])
  })

  it('refuses what would break a limit of the merged room before anything is sent', async () => {
    const others = Array.from({ length: 10 }, (_, at) => ({ key: `k${at}`, value: 'v' }))
    const { ctx, calls } = scripted(others)
    const problem = await problemFrom(save(ctx, [{ key: 'one more', from: null, to: '' }]))
    expect(problem.code).toBe('room.too-many-keys')
    expect(calls).toEqual(['read'])
  })

  it.each([
    [[], 'changes.empty'],
    [[{ key: 'a', from: 'x', to: 'x' }], 'changes.empty'],
    [[{ key: 'a', from: null, to: 'v'.repeat(2049) }], 'value.too-long'],
    [[{ key: 'k'.repeat(51), from: null, to: '' }], 'key.too-long'],
  ])('refuses %j without a call to the engine', async (changes, code) => {
    const { ctx, calls } = scripted([])
    expect((await problemFrom(save(ctx, changes))).code).toBe(code)
    expect(calls).toEqual([])
  })
})

describe('an answer that got lost', () => {
  it('is settled by reading: the write is there, once', async () => {
    const { ctx, writes } = scripted([], { set: ['lost'] })
    const { change } = await save(ctx, [{ key: 'a', from: null, to: '1' }])
    expect(change).toMatchObject({ outcome: 'applied', engine: { code: null } })
    expect(writes()).toEqual(['set a'])
  })

  it('is settled by reading: the write is not there and too old to come', async () => {
    const { ctx, writes } = scripted([], { set: [unknown()] })
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
    const landed = scripted([{ key: 'old', value: 'x' }], { set: ['lost'] })
    await save(landed.ctx, changes)
    expect(landed.writes()).toEqual(['set a', 'delete old'])
    const missed = scripted([{ key: 'old', value: 'x' }], { set: [unknown()] })
    await problemFrom(save(missed.ctx, changes))
    expect(missed.writes()).toEqual(['set a'])
  })

  it('keeps the room taken and answers without an outcome while it may still come', async () => {
    vi.useFakeTimers()
    try {
      const young: WriteResult = { ...unknown(), startedAt: Date.now() } as WriteResult
      const { ctx, room } = scripted([], { set: [young] })
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

describe('a delete that is refused', () => {
  it('makes the save partial, key by key', async () => {
    const { ctx } = scripted([{ key: 'old', value: 'x' }], { delete: [refused('engine.failed')] })
    const { change } = await save(ctx, [
      { key: 'a', from: null, to: '1' },
      { key: 'old', from: 'x', to: null },
    ])
    expect(change.outcome).toBe('partial')
    expect(change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
  })

  it('because the keys are gone counts as done when they are', async () => {
    const gone = scripted([{ key: 'old', value: 'x' }], { delete: [refused('room.keys-gone')] })
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
  const { ctx, room, writes } = scripted([], { set: [refused('room.too-many-keys')] })
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

describe('an Idempotency-Key', () => {
  it('used fifty times at once is one change and one effect', async () => {
    const { ctx, writes } = scripted([])
    const changes = [{ key: 'a', from: null, to: '1' }]
    const replies = await Promise.all(Array.from({ length: 50 }, () => save(ctx, changes)))
    expect(new Set(replies.map(({ change }) => change.id)).size).toBe(1)
    expect(writes()).toEqual(['set a'])
  })

  it('used again is answered as the first time, also when it was refused', async () => {
    const { ctx, calls } = scripted([{ key: 'a', value: 'theirs' }])
    const changes = [{ key: 'a', from: 'was', to: 'mine' }]
    const first = await problemFrom(save(ctx, changes))
    const again = await problemFrom(save(ctx, changes))
    expect([again.code, again.details.theirs]).toEqual([first.code, first.details.theirs])
    expect(calls).toEqual(['read'])
  })

  it('with another body is refused', async () => {
    const { ctx } = scripted([])
    await save(ctx, [{ key: 'a', from: null, to: '1' }])
    expect((await problemFrom(save(ctx, [{ key: 'a', from: null, to: '2' }]))).code).toBe(
      'save.key-reused',
    )
  })
})

it('while the engine does not answer, a read shows the last verified entries and says so', async () => {
  const { ctx } = scripted([{ key: 'a', value: '1' }])
  await readMetadata(ctx, { room: 'r' })
  ctx.engine.readMetadata = async () => {
    throw new Problem('engine.unreachable')
  }
  const read = await readMetadata(ctx, { room: 'r' })
  expect(read.entries).toEqual([{ key: 'a', value: '1' }])
  expect(read.stale).toEqual({ code: 'engine.unreachable', ref: 'ref' })
})
