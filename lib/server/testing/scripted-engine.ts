import 'server-only'
import { byKey, type Entry } from '@/lib/shared/entry'
import { Problem } from '@/lib/shared/problem'
import type { Context } from '../context'
import type { EngineClient } from '../engine/client'
import type { WriteResult } from '../engine/write-result'
import { createLog } from '../log'
import { saveMetadata } from '../metadata'
import { createJournal } from '../store/journal'
import { openTestDatabase } from '../store/testing/store-test'
import { createVerified } from '../verified'

const OK: WriteResult = { result: 'accepted', engine: { code: 0, requestId: 'Id-1' } }
export const refused = (code: Problem['code']): WriteResult => ({
  result: 'refused',
  problem: new Problem(code, { engine: { code: 1, requestId: 'Id-2' } }),
})
/** A write without an answer, too old to come any more. */
export const unknown = (): WriteResult => ({
  result: 'unknown',
  problem: new Problem('engine.no-answer'),
  startedAt: Date.now() - 8_001,
})

type Script = { set?: (WriteResult | 'lost')[]; delete?: (WriteResult | 'lost')[] }

/** An engine that does as the script says; `lost` applies the write and loses the answer. */
export async function scripted(entries: Entry[], script: Script = {}) {
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
  const database = await openTestDatabase()
  const ctx = {
    engine,
    journal: createJournal(database),
    verified: createVerified(),
    log: createLog('silent'),
    actor: { id: 'local', name: 'Local', role: 'editor' },
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
