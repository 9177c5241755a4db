import { describe, expect, it } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { createScriptedContext, KEY, problemFrom, refused, save } from '../testing/scripted-engine'

const SET: KeyChange = { key: 'a', from: 'seen', to: 'mine' }
const OTHER: KeyChange = { key: 'b', from: '1', to: '2' }
const ENTRIES = [
  { key: 'a', value: 'theirs' },
  { key: 'b', value: '1' },
]

describe('a save that overwrites a key', () => {
  it('replaces the value that it finds, and the history says so', async () => {
    const { ctx, room } = await createScriptedContext(ENTRIES)
    const { change } = await save(ctx, [SET, OTHER], { overwrite: ['a'] })
    expect([change.outcome, room.get('a'), room.get('b')]).toEqual(['applied', 'mine', '2'])
    const recorded = [{ key: 'a', from: 'theirs', to: 'mine', overwrite: true }, OTHER]
    expect((await ctx.journal.find(change.id))?.change.changes).toEqual(recorded)
  })

  it('still stops at a conflict of another key', async () => {
    const { ctx, writes } = await createScriptedContext(ENTRIES)
    const changes = [SET, { ...OTHER, from: '0' }]
    const problem = await problemFrom(save(ctx, changes, { overwrite: ['a'] }))
    expect(problem.details.theirs).toEqual([{ key: 'b', value: '1' }])
    expect(writes()).toEqual([])
  })

  it('writes nothing if its process has lost the lease or the journal fails', async () => {
    const { ctx, writes } = await createScriptedContext(ENTRIES)
    ctx.journal.rebase = async () => false
    const problem = await problemFrom(save(ctx, [SET], { overwrite: ['a'] }))
    expect([problem.code, writes()]).toEqual(['save.taken-over', []])
  })

  it('is another save for the same key without it', async () => {
    const { ctx } = await createScriptedContext(ENTRIES)
    await save(ctx, [SET], { overwrite: ['a'] })
    const { change } = await save(ctx, [SET], { overwrite: ['a', 'a'] })
    expect(change.outcome).toBe('applied')
    expect((await problemFrom(save(ctx, [SET]))).code).toBe('save.key-reused')
  })

  it('keeps the value that it found when its delete is refused', async () => {
    const { ctx, room } = await createScriptedContext(ENTRIES, {
      delete: [refused('engine.failed')],
    })
    const { change } = await save(ctx, [OTHER, { key: 'a', from: 'seen', to: null }], {
      overwrite: ['a'],
      idempotencyKey: KEY,
    })
    expect(change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
    expect([change.changes[1]?.from, room.get('a')]).toEqual(['theirs', 'theirs'])
  })

  it('is refused for a key that it does not change', async () => {
    const { ctx, calls } = await createScriptedContext(ENTRIES)
    const problem = await problemFrom(save(ctx, [SET], { overwrite: ['b'] }))
    expect([problem.code, problem.details.params]).toEqual([
      'request.malformed',
      { field: 'overwrite' },
    ])
    expect(calls).toEqual([])
  })
})
