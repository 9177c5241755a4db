import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Role } from '@/lib/shared/access/roles'
import type { Change } from '@/lib/shared/changes/change'
import { isHere, kinds } from '../db/testing/databases'
import type { Context } from '../http/context'
import { problemFrom, refused, save, scripted, unknown } from '../testing/scripted-engine'
import {
  listAuthors,
  listChanges,
  listOpenChanges,
  readChange,
  readRoomAsOf,
  readTimeline,
} from './changes'
import { exportChanges } from './export/export'

const SPAN = { since: '2000-01-01T00:00:00Z', until: '2999-01-01T00:00:00Z' }
const GET = { method: 'GET' }
const NOBODY = randomUUID()

const verbs: [string, (ctx: Context) => Promise<unknown>][] = [
  ['lists', (ctx) => listChanges(ctx, {})],
  ['lists what is open', (ctx) => listOpenChanges(ctx, {})],
  ['reads a change', (ctx) => readChange(ctx, { id: NOBODY })],
  ['reads a room as of a change', (ctx) => readRoomAsOf(ctx, { id: NOBODY })],
  ['draws a timeline', (ctx) => readTimeline(ctx, SPAN)],
  ['names authors', (ctx) => listAuthors(ctx)],
  ['exports', (ctx) => exportChanges(ctx, { format: 'csv' }, GET)],
]

describe('reading the history', () => {
  it.each(verbs)('%s for a viewer', async (_, verb) => {
    const { ctx } = await scripted([])
    const seen = verb({ ...ctx, actor: { ...ctx.actor, role: 'viewer' } })
    const code = await seen.then(
      () => 'done',
      ({ code }) => code,
    )
    expect(['done', 'request.not-found']).toContain(code)
  })

  it.each(verbs)('%s for nobody without a role', async (_, verb) => {
    const { ctx } = await scripted([])
    const actor = { ...ctx.actor, role: 'none' as Role }
    expect((await problemFrom(verb({ ...ctx, actor }))).code).toBe('auth.forbidden')
  })
})

describe.each(kinds)('what was saved, on %s', (kind) => {
  const test = it.skipIf(!isHere(kind))
  const key = () => ({ idempotencyKey: randomUUID() })

  test('is told with its author, time, note, keys, outcome, the engine’s word and how long it took', async () => {
    const { ctx } = await scripted([{ key: 'a', value: '1' }], {}, kind)
    const step = [{ key: 'a', from: '1', to: ' 2\r\n\u2028' }]
    await save(ctx, step, { note: 'why\n"so"', ...key() })
    const { changes: listed, next } = await listChanges(ctx, { room: 'r' })
    expect(next).toBeNull()
    expect(listed).toMatchObject([
      {
        room: 'r',
        source: 'console',
        by: { id: 'local', name: 'Local' },
        note: 'why\n"so"',
        changes: step,
        outcome: 'applied',
        engine: { code: 0, requestId: 'Id-1' },
        restores: null,
      },
    ])
    const [change] = listed as [Change]
    expect(change.durationMs).toBe(Date.parse(change.settledAt ?? '') - Date.parse(change.at))
    expect(await readChange(ctx, { id: change.id })).toEqual({ change })
  })

  test('can be seen as the whole room stood after it', async () => {
    const { ctx, room } = await scripted([{ key: 'other', value: 'x' }], {}, kind)
    const { change } = await save(ctx, [{ key: 'a', from: null, to: '1' }], key())
    room.set('other', 'changed by an app')
    const { entries } = await readRoomAsOf(ctx, { id: change.id })
    expect(entries).toEqual([
      { key: 'a', value: '1' },
      { key: 'other', value: 'x' },
    ])
  })

  test('and refused before anything was read back has no room to show', async () => {
    const { ctx } = await scripted([], { set: [refused('engine.forbidden')] }, kind)
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: null, to: '1' }], key()))
    const id = problem.details.change?.id ?? ''
    expect(await readRoomAsOf(ctx, { id })).toMatchObject({ change: { outcome: 'not-applied' } })
  })

  test('waits on top of its room and of all while it is partial, and not after it was finished', async () => {
    const script = { delete: [unknown()] }
    const { ctx } = await scripted([{ key: 'old', value: 'x' }], script, kind)
    const steps = [
      { key: 'a', from: null, to: '1' },
      { key: 'old', from: 'x', to: null },
    ]
    const { change } = await save(ctx, steps, key())
    expect(change.outcome).toBe('partial')
    for (const asked of [{ room: 'r' }, {}]) {
      expect((await listOpenChanges(ctx, asked)).changes).toEqual([change])
    }
    expect((await listOpenChanges(ctx, { room: 'other' })).changes).toEqual([])
    await save(ctx, [{ key: 'old', from: 'x', to: null }], key())
    expect((await listOpenChanges(ctx, {})).changes).toEqual([])
  })

  test('as a restore is journalled as one, of a change of the same room only', async () => {
    const { ctx } = await scripted([{ key: 'a', value: '1' }], {}, kind)
    const { change } = await save(ctx, [{ key: 'a', from: '1', to: '2' }], key())
    const back = [{ key: 'a', from: '2', to: '1' }]
    for (const restores of [NOBODY, 'no id\0']) {
      const problem = await problemFrom(save(ctx, back, { restores, ...key() }))
      expect([problem.code, problem.details.params]).toEqual([
        'request.malformed',
        { field: 'restores' },
      ])
    }
    const elsewhere = save(ctx, back, { room: 's', restores: change.id, ...key() })
    expect((await problemFrom(elsewhere)).code).toBe('request.malformed')
    const restored = await save(ctx, back, { restores: change.id, ...key() })
    expect(restored.change).toMatchObject({ source: 'restore', restores: change.id })
    const { changes } = await listChanges(ctx, { source: 'restore' })
    expect(changes).toEqual([restored.change])
  })

  test('is marked on a timeline, with who was watching told for one room only', async () => {
    const { ctx } = await scripted([], {}, kind)
    const { change } = await save(ctx, [{ key: 'a', from: null, to: '1' }], key())
    const { id, at, source, outcome } = change
    expect(await readTimeline(ctx, { room: 'r', ...SPAN })).toEqual({
      ...SPAN,
      marks: [{ id, at, source, outcome }],
      all: true,
      seen: [],
    })
    expect(await readTimeline(ctx, { outcome: 'partial', ...SPAN })).toMatchObject({
      marks: [],
      seen: null,
    })
  })
})
