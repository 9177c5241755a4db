import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Role } from '@/lib/shared/access/roles'
import type { Change } from '@/lib/shared/changes/change'
import { isAvailable, kinds } from '../db/testing/databases'
import {
  createScriptedContext,
  problemFrom,
  refused,
  save,
  unknown,
} from '../testing/scripted-engine'
import {
  type ChangesDeps,
  listAuthors,
  listChanges,
  listOpenChanges,
  readChange,
  readNamedChange,
  readRoomAsOf,
  readTimeline,
} from './changes'
import { type ExportDeps, exportChanges } from './export/export-changes'

const SPAN = { since: '2000-01-01T00:00:00Z', until: '2999-01-01T00:00:00Z' }
const GET = { method: 'GET' }
const MISSING_ID = randomUUID()

type Deps = ChangesDeps & ExportDeps
const serviceFunctions: [string, (deps: Deps) => Promise<unknown>][] = [
  ['lists changes', (ctx) => listChanges(ctx, {})],
  ['lists open changes', (ctx) => listOpenChanges(ctx, {})],
  ['reads a change', (ctx) => readChange(ctx, { id: MISSING_ID })],
  ['reads a room as of a change', (ctx) => readRoomAsOf(ctx, { id: MISSING_ID })],
  ['reads a timeline', (ctx) => readTimeline(ctx, SPAN)],
  ['lists authors', (ctx) => listAuthors(ctx)],
  ['exports changes', (ctx) => exportChanges(ctx, { format: 'csv' }, GET)],
]

describe('reading the history', () => {
  it.each(serviceFunctions)('%s for a viewer', async (_, call) => {
    const { ctx } = await createScriptedContext([])
    const result = call({ ...ctx, actor: { ...ctx.actor, role: 'viewer' } })
    const code = await result.then(
      () => 'done',
      ({ code }) => code,
    )
    expect(['done', 'request.not-found']).toContain(code)
  })

  it.each(serviceFunctions)('%s: refused without a role', async (_, call) => {
    const { ctx } = await createScriptedContext([])
    const actor = { ...ctx.actor, role: 'none' as Role }
    expect((await problemFrom(call({ ...ctx, actor }))).code).toBe('auth.forbidden')
  })
})

describe.each(kinds)('a saved change, on %s', (kind) => {
  const test = it.skipIf(!isAvailable(kind))
  const key = () => ({ idempotencyKey: randomUUID() })

  test('is listed with its author, time, note, keys, outcome, reply of the Live service and duration', async () => {
    const { ctx } = await createScriptedContext([{ key: 'a', value: '1' }], {}, kind)
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

  test('is listed with the name of its room, unless the list is about that room', async () => {
    const { ctx } = await createScriptedContext([{ key: 'a', value: '1' }], {}, kind)
    const { change } = await save(ctx, [{ key: 'a', from: '1', to: '2' }], key())
    const rooms = await ctx.history.listRoomNames(['r'])
    expect((await listChanges(ctx, {})).rooms).toEqual(rooms)
    expect(await listOpenChanges(ctx, {})).not.toHaveProperty('rooms')
    expect(await listChanges(ctx, { room: 'r' })).not.toHaveProperty('rooms')
    const named = await readNamedChange(ctx, { id: change.id })
    expect(named).toEqual({ change, roomName: rooms[0]?.name ?? null })
  })

  test('is stored with the entries of the whole room after it', async () => {
    const { ctx, room } = await createScriptedContext([{ key: 'other', value: 'x' }], {}, kind)
    const { change } = await save(ctx, [{ key: 'a', from: null, to: '1' }], key())
    room.set('other', 'changed by an app')
    const { entries } = await readRoomAsOf(ctx, { id: change.id })
    expect(entries).toEqual([
      { key: 'a', value: '1' },
      { key: 'other', value: 'x' },
    ])
  })

  test('has no entries of the room if it was refused before a read back', async () => {
    const { ctx } = await createScriptedContext([], { set: [refused('engine.forbidden')] }, kind)
    const problem = await problemFrom(save(ctx, [{ key: 'a', from: null, to: '1' }], key()))
    const id = problem.details.change?.id ?? ''
    expect(await readRoomAsOf(ctx, { id })).toMatchObject({ change: { outcome: 'not-applied' } })
  })

  test('is open while it is partial, until the rest has been saved', async () => {
    const script = { delete: [unknown()] }
    const { ctx } = await createScriptedContext([{ key: 'old', value: 'x' }], script, kind)
    const steps = [
      { key: 'a', from: null, to: '1' },
      { key: 'old', from: 'x', to: null },
    ]
    const { change } = await save(ctx, steps, key())
    expect(change.outcome).toBe('partial')
    for (const query of [{ room: 'r' }, {}]) {
      expect((await listOpenChanges(ctx, query)).changes).toEqual([change])
    }
    expect((await listOpenChanges(ctx, { room: 'other' })).changes).toEqual([])
    await save(ctx, [{ key: 'old', from: 'x', to: null }], key())
    expect((await listOpenChanges(ctx, {})).changes).toEqual([])
  })

  test('can restore only a change of the same room', async () => {
    const { ctx } = await createScriptedContext([{ key: 'a', value: '1' }], {}, kind)
    const { change } = await save(ctx, [{ key: 'a', from: '1', to: '2' }], key())
    const inverse = [{ key: 'a', from: '2', to: '1' }]
    for (const restores of [MISSING_ID, 'not an id\0']) {
      const problem = await problemFrom(save(ctx, inverse, { restores, ...key() }))
      expect([problem.code, problem.details.params]).toEqual([
        'request.malformed',
        { field: 'restores' },
      ])
    }
    const elsewhere = save(ctx, inverse, { room: 's', restores: change.id, ...key() })
    expect((await problemFrom(elsewhere)).code).toBe('request.malformed')
    const restored = await save(ctx, inverse, { restores: change.id, ...key() })
    expect(restored.change).toMatchObject({ source: 'restore', restores: change.id })
    const { changes } = await listChanges(ctx, { source: 'restore' })
    expect(changes).toEqual([restored.change])
  })

  test('is a mark on the timeline, which shows observed times for one room only', async () => {
    const { ctx } = await createScriptedContext([], {}, kind)
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
