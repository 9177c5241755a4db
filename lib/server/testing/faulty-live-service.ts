import 'server-only'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { demoApp } from '../emulator/demo-app'
import type { Fault } from '../emulator/faults/faults'
import { startEmulator } from '../emulator/server'
import { createEngineClient } from '../engine/client'
import { callLiveApi } from '../engine/testing/call-live-api'
import { createScriptedContext, save } from './scripted-engine'

const SET: KeyChange = { key: 'a', from: null, to: '1' }

/** `findFault` chooses the fault of each metadata call, which waits for it; undefined = none. */
type Options = {
  findFault: (command: string) => Fault | undefined | Promise<Fault | undefined>
  entries?: Record<string, string>
}

/**
 * Saves in room `r` of an emulator, with the engine client of the product. `calls` grows with each
 * metadata call of the console. Everything stops with the test.
 */
export async function setUpFaultyLiveService(
  { findFault, entries = {} }: Options,
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
) {
  const calls: string[] = []
  let effects = 0
  const startedAt = { wall: Date.now(), monotonic: performance.now() }
  const emulator = await startEmulator({
    ...demoApp,
    // Tests step the wall clock of the console; the Live service has a clock of its own.
    now: () => Math.round(startedAt.wall + performance.now() - startedAt.monotonic),
    findFault: (_, command, body) =>
      isAppCall(body) || command === 'create_room' ? undefined : findFault(command),
    onCall: ({ command, body }) => {
      if (!isAppCall(body as Body)) calls.push(command)
    },
    onEffect: (_, body) => {
      if (!isAppCall(body)) effects += 1
    },
  })
  const settings = { ...demoApp, url: emulator.url }
  await callLiveApi(settings, 'create_room', { RoomInfo: { RoomId: 'r', RoomType: 'Live' } })
  const toMetadata = (pairs: Record<string, string>) =>
    Object.entries(pairs).map(([Key, Value]) => ({ Key, Value }))
  const writeAsApp = (pairs: Record<string, string>) =>
    callLiveApi(settings, 'set_room_metadata', {
      RoomId: 'r',
      Metadata: toMetadata(pairs),
      Caller: APP,
    })
  const deleteAsApp = (...Keys: string[]) =>
    callLiveApi(settings, 'del_room_metadata', { RoomId: 'r', Keys, Caller: APP })
  if (Object.keys(entries).length > 0) await writeAsApp(entries)
  calls.length = 0
  effects = 0
  const { ctx } = await createScriptedContext([], {}, 'embedded', onTestFinished)
  ctx.engine = createEngineClient(settings)
  onTestFinished(async () => {
    await ctx.engine.close()
    await emulator.close()
  })
  const call = () => ({ deadline: performance.now() + 5_000, ref: 'ref', requester: 'test' })
  return {
    ctx,
    calls,
    /** Saves and waits for the outcome: on a slow machine the response may come before it. */
    async save(changes: KeyChange[] = [SET], more: Parameters<typeof save>[2] = {}) {
      const { change } = await save(ctx, changes, { idempotencyKey: randomUUID(), ...more })
      if (change.settledAt !== null) return { change }
      await ctx.leaseKeeper.waitUntilIdle(30_000)
      const record = await ctx.journal.find(change.id)
      if (record?.change.outcome === 'not-applied') throw record.problem
      return { change: record?.change ?? change }
    },
    countEffects: () => effects,
    writeAsApp,
    deleteAsApp,
    /** The current entries as pairs, sorted by key. */
    async readRoom() {
      const found = await ctx.engine.readMetadata('r', call())
      return Object.fromEntries(found.map(({ key, value }) => [key, value]))
    },
    readLastChange: async () => (await ctx.history.list({ limit: 1 })).changes[0],
  }
}

type Body = Record<string, unknown>
/** The Live API ignores the field `Caller`. It marks the calls of an app. */
const APP = 'app'
const isAppCall = (body: Body) => body.Caller === APP
