import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Entry, Settlement } from '../db/repositories/journal'
import type { Context } from '../http/context'
import type { Claim } from './attempt-log'

const PAUSE_MS = 2_000

/** All that settling needs; recovery has it without a person. */
export type SettleContext = Pick<Context, 'journal' | 'holding' | 'live' | 'log' | 'ref'>

/**
 * Writes the outcome into the journal and answers what stands there now: another process may have taken the row over
 * and settled it. Where the journal cannot be written the person is told all the same, and the record follows.
 */
export async function settle(
  ctx: SettleContext,
  claim: Claim,
  settlement: Settlement,
): Promise<Entry> {
  try {
    return await write(ctx, claim, settlement)
  } catch (err) {
    ctx.log.error({ event: 'save-unrecorded', ref: ctx.ref, change: claim.change.id, err })
    settleLater(ctx, claim, async () => settlement)
    const { results, readAt, engine, problem, after = null } = settlement
    // Nothing was sent and nothing will be: that is final, whatever the journal says for now.
    const outcome = settlement.outcome === 'not-applied' ? 'not-applied' : 'pending'
    const change = { ...claim.change, outcome, results, readAt, ...(engine && { engine }) } as const
    return { change, problem, after: after && [...after] }
  }
}

/**
 * Goes on until the change is settled, here or by another process; `judge` gives null while nothing can be said yet.
 * It reads and records, it never sends (faults §1.8).
 */
export function settleLater(
  ctx: SettleContext,
  claim: Claim,
  judge: () => Promise<Settlement | null>,
): void {
  const { id } = claim.change
  ctx.holding
    .during(id, claim.holder, async () => {
      for (;;) {
        await sleep(PAUSE_MS, undefined, { ref: false })
        if (await settledNow(ctx, claim, judge)) return
      }
    })
    .catch((err: unknown) => ctx.log.error({ event: 'settle', ref: ctx.ref, change: id, err }))
}

async function settledNow(
  ctx: SettleContext,
  claim: Claim,
  judge: () => Promise<Settlement | null>,
): Promise<boolean> {
  try {
    const settlement = await judge()
    if (settlement) return (await write(ctx, claim, settlement)).change.settledAt !== null
    const entry = await ctx.journal.find(claim.change.id)
    return entry !== null && entry.change.settledAt !== null
  } catch (err) {
    ctx.log.warn({ event: 'settle', ref: ctx.ref, change: claim.change.id, err })
    return false
  }
}

async function write(
  ctx: SettleContext,
  { change: { id }, holder }: Claim,
  settlement: Settlement,
): Promise<Entry> {
  const entry = await ctx.journal.settle(id, settlement, holder)
  const { outcome, durationMs, engine, room } = entry.change
  ctx.log.info({ event: 'save', ref: ctx.ref, change: id, room, outcome, durationMs, engine })
  ctx.live.changed(room)
  return entry
}
