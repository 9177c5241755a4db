import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { readMetadata } from '../services/metadata'
import { createScriptedContext, problemFrom, refused, save } from '../testing/scripted-engine'

describe('a save', () => {
  it('sets, then deletes, and is reported as applied after the room is read back', async () => {
    const { ctx, calls } = await createScriptedContext([{ key: 'old', value: 'x' }])
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

  it('deletes first when the room cannot hold old and new entries together', async () => {
    const full = Array.from({ length: 10 }, (_, index) => ({ key: `k${index}`, value: 'v' }))
    const { ctx, writes } = await createScriptedContext(full)
    await save(ctx, [
      { key: 'k0', from: 'v', to: null },
      { key: 'new', from: null, to: 'v' },
    ])
    expect(writes()).toEqual(['delete k0', 'set new'])
  })

  it('restores deleted keys when the set that follows is refused', async () => {
    const full = Array.from({ length: 10 }, (_, index) => ({ key: `k${index}`, value: 'v' }))
    const { ctx, room, writes } = await createScriptedContext(full, {
      set: [refused('engine.forbidden')],
    })
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

  it('never overwrites what others wrote, and returns the current value', async () => {
    const { ctx, writes } = await createScriptedContext([{ key: 'a', value: 'theirs' }])
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: 'was', to: 'mine' }]))
    expect(problem.code).toBe('room.changed')
    expect(problem.details.theirs).toEqual([{ key: 'a', value: 'theirs' }])
    expect(writes()).toEqual([])
  })

  it('names who wrote the current value if the history knows it', async () => {
    const { ctx } = await createScriptedContext([])
    const ada = { ...ctx, actor: { ...ctx.actor, id: 'ada', name: 'Ada' } }
    await save(ada, [{ key: 'a', from: null, to: 'theirs' }])
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: 'was', to: 'mine' }]))
    const by = { id: 'ada', name: 'Ada' }
    expect(problem.details.theirs).toEqual([{ key: 'a', value: 'theirs', by }])
  })

  it('leaves keys alone that others change at the same time', async () => {
    const { ctx, room } = await createScriptedContext([
      { key: 'a', value: '1' },
      { key: 'app', value: 'new' },
    ])
    await save(ctx, [{ key: 'a', from: '1', to: '2' }])
    expect([...room]).toEqual([
      ['a', '2'],
      ['app', 'new'],
    ])
  })

  it('sends nothing for a key that already has its new value', async () => {
    const { ctx, writes } = await createScriptedContext([{ key: 'a', value: '2' }])
    const { change } = await save(ctx, [{ key: 'a', from: '1', to: '2' }])
    expect(change.outcome).toBe('applied')
    expect(writes()).toEqual([])
  })

  it('refuses a change that would exceed a limit of the merged room, without a write', async () => {
    const others = Array.from({ length: 10 }, (_, index) => ({ key: `k${index}`, value: 'v' }))
    const { ctx, calls } = await createScriptedContext(others)
    const problem = await problemFrom(save(ctx, [{ key: 'one more', from: null, to: '' }]))
    expect(problem.code).toBe('room.too-many-keys')
    expect(calls).toEqual(['read'])
  })

  it.each([
    [[], 'changes.empty'],
    [[{ key: 'a', from: 'x', to: 'x' }], 'changes.empty'],
    [[{ key: 'a', from: null, to: 'v'.repeat(2049) }], 'value.too-long'],
    [[{ key: 'k'.repeat(51), from: null, to: '' }], 'key.too-long'],
  ])('refuses %j without a call to the Live service', async (changes, code) => {
    const { ctx, calls } = await createScriptedContext([])
    expect((await problemFrom(save(ctx, changes))).code).toBe(code)
    expect(calls).toEqual([])
  })
})

it('a read returns the last known entries, marked as stale, while the Live service does not reply', async () => {
  const { ctx } = await createScriptedContext([{ key: 'a', value: '1' }])
  await readMetadata(ctx, { room: 'r' })
  ctx.engine.readMetadata = async () => {
    throw new Problem('engine.unreachable')
  }
  const read = await readMetadata(ctx, { room: 'r', fresh: '1' })
  expect(read.entries).toEqual([{ key: 'a', value: '1' }])
  expect(read.stale).toEqual({ code: 'engine.unreachable', ref: 'ref' })
})
