import 'server-only'
import { randomUUID } from 'node:crypto'
import type { KeyResult } from '@/lib/shared/changes/change'
import type { Database } from '../db/database'
import type { Settlement } from '../db/repositories/journal'
import type { Held } from '../db/repositories/leases'
import { outcomeOf, type Sent } from './outcome'
import { type ReadBack, type ReadContext, readBack } from './read-back'
import { engineWordOf, reasonFrom, sentFrom } from './replay'
import { type SettleContext, settle, settleLater } from './settle'

const EVERY_MS = 10_000

type RecoveryContext = Omit<SettleContext & ReadContext, 'ref'> & { database: Database }

/**
 * Settles what other processes, or earlier ones, left unsettled: at once, and every ten seconds, in every replica. It
 * takes a row over when its heartbeat has stopped, and from then on reads and records; it never writes to the engine
 * (faults §1.8). Returns the way to stop it.
 */
export function startRecovery(parts: RecoveryContext): () => void {
  let running = false
  const run = async () => {
    if (running) return
    running = true
    try {
      await recoverStale(parts)
    } catch (err) {
      parts.log.warn({ event: 'recovery', err })
    } finally {
      running = false
    }
  }
  void run()
  const timer = setInterval(() => void run(), EVERY_MS).unref()
  return () => clearInterval(timer)
}

/** One look for stale rows; resolves when each has been judged once. */
export async function recoverStale(parts: RecoveryContext): Promise<void> {
  const rows = await parts.journal.stale()
  if (rows.length === 0) return
  const ahead = (await parts.database.now()) - Date.now()
  await Promise.all(rows.map((row) => recover({ ...parts, ref: row.change.id }, row, ahead)))
}

async function recover(
  ctx: RecoveryContext & { ref: string },
  { change, calls }: Held,
  ahead: number,
): Promise<void> {
  // A name for this one taking over: should we be paused, another may take it from us.
  const holder = randomUUID()
  if (!(await ctx.journal.takeOver(change.id, holder))) return
  ctx.log.warn({ event: 'recover', ref: ctx.ref, room: change.room, calls: calls.length })
  const claim = { change, holder, sent: calls.length > 0 }
  const sent = sentFrom(change, calls, ahead)
  let known: readonly Sent[] = sent
  const judge = async (): Promise<Settlement> => {
    if (calls.length === 0) return nothingSent(sent)
    const read = await readBack(ctx, change.room, known)
    known = read.sent
    const settlement = settlementOf(read, sent)
    const problem = settlement.outcome === 'applied' ? undefined : reasonFrom(calls)
    return { ...settlement, engine: engineWordOf(calls), problem }
  }
  const settlement = await judge()
  await settle(ctx, claim, settlement)
  if (settlement.outcome !== 'unknown') return
  settleLater(ctx, claim, async () => {
    const again = await judge()
    return again.outcome === 'unknown' ? null : again
  })
}

function nothingSent(sent: readonly Sent[]): Settlement {
  const results = sent.map(({ key, from }): KeyResult => {
    return { key, result: 'not-applied', found: from }
  })
  return { outcome: 'not-applied', results, readAt: null, problem: reasonFrom([]) }
}

function settlementOf({ results, open, readAt, room }: ReadBack, sent: readonly Sent[]) {
  // A key that needed no call has none on record; where it stands at its target, nothing is missing.
  const told = results.map((result, at): KeyResult => {
    const step = sent[at]
    const inPlace = step?.fate === 'refused' && room !== null && result.found === step.to
    return inPlace ? { ...result, result: 'applied' } : result
  })
  return {
    outcome: open ? 'unknown' : outcomeOf(told),
    results: told,
    readAt,
    after: room,
  } as const
}
