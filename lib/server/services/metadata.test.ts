import { expect, it, vi } from 'vitest'
import { createScriptedContext, KEY, problemFrom, save } from '../testing/scripted-engine'
import { readMetadata, readSave } from './metadata'

const SET = { key: 'a', from: '1', to: '2' }
const ENTRIES = [{ key: 'a', value: '1' }]

it('shares one read of the Live service between 200 concurrent readers of a room', async () => {
  const { ctx, calls } = await createScriptedContext(ENTRIES)
  const reads = Array.from({ length: 200 }, () => readMetadata(ctx, { room: 'r' }))
  const results = await Promise.all(reads)
  expect(calls).toEqual(['read'])
  expect(new Set(results.map(({ readAt }) => readAt)).size).toBe(1)
  await readMetadata(ctx, { room: 'another' })
  expect(calls).toHaveLength(2)
})

it('reads again when a fresh read is requested', async () => {
  const { ctx, room } = await createScriptedContext(ENTRIES)
  await readMetadata(ctx, { room: 'r' })
  room.set('a', 'by an app')
  const { entries } = await readMetadata(ctx, { room: 'r', fresh: '1' })
  expect(entries).toEqual([{ key: 'a', value: 'by an app' }])
})

it('reads before and after a save, and serves readers what was read back', async () => {
  const { ctx, calls } = await createScriptedContext(ENTRIES)
  await readMetadata(ctx, { room: 'r' })
  await save(ctx, [SET])
  expect(calls).toEqual(['read', 'read', 'set a', 'read'])
  const { entries } = await readMetadata(ctx, { room: 'r' })
  expect(entries).toEqual([{ key: 'a', value: '2' }])
  expect(calls).toHaveLength(4)
})

it('finds a save whose response was lost by its idempotency key', async () => {
  const { ctx, writes } = await createScriptedContext(ENTRIES)
  const readAgain = () => readSave(ctx, { room: 'r', id: KEY.toUpperCase() })
  expect((await problemFrom(readAgain())).code).toBe('request.not-found')
  const { change } = await save(ctx, [SET])
  expect((await readAgain()).change).toEqual(change)
  expect(writes()).toEqual(['set a'])
  for (const other of [
    readSave(ctx, { room: 'another', id: KEY }),
    readSave({ ...ctx, actor: { ...ctx.actor, id: 'bo' } }, { room: 'r', id: KEY }),
  ]) {
    expect((await problemFrom(other)).code).toBe('request.not-found')
  }
})

it('journals the warnings that a person saved despite, and shows them in the history', async () => {
  const { ctx } = await createScriptedContext(ENTRIES)
  const changes = [{ key: 'a', from: '1', to: 'one' }]
  await save(ctx, changes, { acknowledged: [{ key: 'a', warning: 'number-broken' }] })
  const { changes: listed } = await ctx.history.list({ limit: 1 })
  expect(listed[0]?.changes).toEqual([{ ...changes[0], acknowledged: ['number-broken'] }])
})

it('refuses an acknowledged warning of a key that is not changed', async () => {
  const { ctx, calls } = await createScriptedContext(ENTRIES)
  const acknowledged = [{ key: 'b', warning: 'json-broken' } as const]
  const { code, details } = await problemFrom(save(ctx, [SET], { acknowledged }))
  expect([code, details.params]).toEqual(['request.malformed', { field: 'acknowledged' }])
  expect(calls).toEqual([])
})

it('reports a refused save again with the same problem', async () => {
  const { ctx } = await createScriptedContext([{ key: 'a', value: 'theirs' }])
  await problemFrom(save(ctx, [SET]))
  const { code, details } = await problemFrom(readSave(ctx, { room: 'r', id: KEY }))
  expect([code, details.theirs]).toEqual(['room.changed', [{ key: 'a', value: 'theirs' }]])
  expect(details.change?.outcome).toBe('not-applied')
})

it('tells who gave each key its value, unless an app wrote another one since', async () => {
  const { ctx, room } = await createScriptedContext([...ENTRIES, { key: 'b', value: '1' }])
  const lastChanges = async () =>
    (await readMetadata(ctx, { room: 'r', fresh: '1' })).lastChanges?.map(({ key, id }) => [
      key,
      id,
    ])
  expect(await lastChanges()).toEqual([])
  const { change } = await save(ctx, [SET])
  expect(await lastChanges()).toEqual([['a', change.id]])
  room.set('a', 'by an app')
  expect(await lastChanges()).toEqual([])
})

it('returns the same object for the same read only while its last changes stay the same', async () => {
  const { ctx } = await createScriptedContext(ENTRIES)
  const read = () => readMetadata(ctx, { room: 'r' })
  await save(ctx, [SET])
  const first = await read()
  expect(await read()).toBe(first)
  const [change] = first.lastChanges ?? []
  if (!change) throw new Error('the save is not in the journal')
  vi.spyOn(ctx.history, 'findLastKeyChanges').mockResolvedValue(new Map())
  const later = await read()
  expect(later).toEqual({ ...first, lastChanges: [] })
  expect(first.lastChanges).toEqual([change])
})
