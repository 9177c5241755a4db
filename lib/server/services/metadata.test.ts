import { expect, it } from 'vitest'
import { KEY, problemFrom, save, scripted } from '../testing/scripted-engine'
import { readMetadata, readSave } from './metadata'

const SET = { key: 'a', from: '1', to: '2' }
const ENTRIES = [{ key: 'a', value: '1' }]

it('two hundred who read a room at once cost the engine one read', async () => {
  const { ctx, calls } = await scripted(ENTRIES)
  const reads = Array.from({ length: 200 }, () => readMetadata(ctx, { room: 'r' }))
  const replies = await Promise.all(reads)
  expect(calls).toEqual(['read'])
  expect(new Set(replies.map(({ readAt }) => readAt)).size).toBe(1)
  await readMetadata(ctx, { room: 'another' })
  expect(calls).toHaveLength(2)
})

it('who asks for a fresh read gets one', async () => {
  const { ctx, room } = await scripted(ENTRIES)
  await readMetadata(ctx, { room: 'r' })
  room.set('a', 'by an app')
  const { entries } = await readMetadata(ctx, { room: 'r', fresh: '1' })
  expect(entries).toEqual([{ key: 'a', value: 'by an app' }])
})

it('a save reads for itself, before and after, and what it read back is what everybody gets', async () => {
  const { ctx, calls } = await scripted(ENTRIES)
  await readMetadata(ctx, { room: 'r' })
  await save(ctx, [SET])
  expect(calls).toEqual(['read', 'read', 'set a', 'read'])
  const { entries } = await readMetadata(ctx, { room: 'r' })
  expect(entries).toEqual([{ key: 'a', value: '2' }])
  expect(calls).toHaveLength(4)
})

it('whose answer got lost can ask what became of it, by the key of that save', async () => {
  const { ctx, writes } = await scripted(ENTRIES)
  const asked = () => readSave(ctx, { room: 'r', id: KEY.toUpperCase() })
  expect((await problemFrom(asked())).code).toBe('request.not-found')
  const { change } = await save(ctx, [SET])
  expect((await asked()).change).toEqual(change)
  expect(writes()).toEqual(['set a'])
  for (const other of [
    readSave(ctx, { room: 'another', id: KEY }),
    readSave({ ...ctx, actor: { ...ctx.actor, id: 'bo' } }, { room: 'r', id: KEY }),
  ]) {
    expect((await problemFrom(other)).code).toBe('request.not-found')
  }
})

it('a refused save is told again as it was refused', async () => {
  const { ctx } = await scripted([{ key: 'a', value: 'theirs' }])
  await problemFrom(save(ctx, [SET]))
  const { code, details } = await problemFrom(readSave(ctx, { room: 'r', id: KEY }))
  expect([code, details.theirs]).toEqual(['room.changed', [{ key: 'a', value: 'theirs' }]])
  expect(details.change?.outcome).toBe('not-applied')
})
