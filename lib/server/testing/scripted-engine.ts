import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { byKey, type Entry } from '@/lib/shared/metadata/entry'
import type { Actor } from '../auth/authorize'
import type { StoreKind } from '../db/backend'
import { createBatches } from '../db/repositories/batches/batches'
import { createCatalogueStore } from '../db/repositories/catalogue/catalogue-store'
import { createHistory } from '../db/repositories/history/history'
import { createJournal } from '../db/repositories/journal/journal'
import { createPresets } from '../db/repositories/presets/presets'
import { openTestDatabase } from '../db/testing/store-test'
import { createMetadataCache } from '../directory/metadata-cache'
import type { CallOptions } from '../engine/call'
import type { EngineClient } from '../engine/client'
import type { WriteResult } from '../engine/write-result'
import type { Context } from '../http/context'
import { createLog } from '../runtime/log'
import { createLeaseKeeper } from '../saves/lease-keeper'
import { saveMetadata } from '../services/metadata'

const OK: WriteResult = { result: 'accepted', engine: { code: 0, requestId: 'Id-1' } }
export const refused = (code: Problem['code']): WriteResult => ({
  result: 'refused',
  problem: new Problem(code, { engine: { code: 1, requestId: 'Id-2' } }),
})
/** A write without a reply that is too old to be applied later. */
export const unknown = (): WriteResult => ({
  result: 'unknown',
  problem: new Problem('engine.no-answer'),
  startedAt: performance.now() - 8_001,
})

type ScriptedMethod = 'admitSave' | 'readMetadata' | 'setMetadata' | 'deleteMetadata'
type Script = { set?: (WriteResult | 'lost')[]; delete?: (WriteResult | 'lost')[] }

/**
 * A context whose engine client follows the script: the results of its writes in order, then
 * acceptance. `lost` applies the write and loses the reply. `calls` grows with each call.
 */
export async function createScriptedContext(
  entries: Entry[],
  script: Script = {},
  kind: StoreKind = 'embedded',
  onEnd?: Parameters<typeof openTestDatabase>[1],
) {
  const room = new Map(entries.map(({ key, value }) => [key, value]))
  const calls: string[] = []
  async function write(
    step: 'set' | 'delete',
    keys: readonly string[],
    { attemptLog }: CallOptions,
    apply: () => void,
  ): Promise<WriteResult> {
    const problem = await attemptLog?.recordStart()
    if (problem) return { result: 'refused', problem }
    calls.push(`${step} ${keys}`)
    const next = script[step]?.shift() ?? OK
    if (next === 'lost' || next.result === 'accepted') apply()
    const result = next === 'lost' ? unknown() : next
    const classes = { accepted: 'ok', refused: 'forbidden', unknown: 'lost' } as const
    await attemptLog?.recordEnd({
      class: classes[result.result],
      code: null,
      requestId: null,
      ms: 1,
    })
    return result
  }
  const engine: Pick<EngineClient, ScriptedMethod> = {
    admitSave: async () => undefined,
    async readMetadata() {
      calls.push('read')
      return [...room].map(([key, value]) => ({ key, value })).sort(byKey)
    },
    setMetadata: (_, written, call) => {
      const keys = written.map(({ key }) => key)
      return write('set', keys, call, () => {
        for (const { key, value } of written) room.set(key, value)
      })
    },
    deleteMetadata: (_, keys, call) =>
      write('delete', keys, call, () => {
        for (const key of keys) room.delete(key)
      }),
  }
  const database = await openTestDatabase(kind, onEnd)
  const log = createLog('silent')
  const journal = createJournal(database)
  const actor: Actor = { id: 'local', name: 'Local', role: 'editor' }
  const ctx = {
    database,
    engine,
    journal,
    log,
    history: createHistory(database),
    catalogueStore: createCatalogueStore(database),
    presets: createPresets(database),
    batches: createBatches(database),
    leaseKeeper: createLeaseKeeper(journal, log),
    metadataCache: createMetadataCache(),
    realtime: { publishRoomChange: () => undefined },
    roomDirectory: { recordSave: () => undefined },
    directoryWriter: { findKnown: async () => null },
    actor,
    readCurrentActor: async () => actor,
    metrics: { countSave: () => undefined },
    ref: 'ref',
  } as unknown as Context
  return { ctx, room, calls, writes: () => calls.filter((call) => call !== 'read') }
}

export const KEY = '00000000-0000-4000-8000-000000000001'
type Input = Parameters<typeof saveMetadata>[1]
export const save = (ctx: Context, changes: Input['changes'], more: Partial<Input> = {}) =>
  saveMetadata(ctx, { room: 'r', changes, idempotencyKey: KEY, ...more })
export const problemFrom = async (promise: Promise<unknown>): Promise<Problem> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Problem) return error
  throw new Error('expected a problem')
}
