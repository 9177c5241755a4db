import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { valuesByKey } from '@/lib/shared/changes/diff'
import type { Entry as RoomEntry } from '@/lib/shared/metadata/entry'
import type { Entry, Settlement } from '../db/repositories/journal'
import type { Context } from '../http/context'
import type { Claim } from './attempt-log'
import { outcomeOf, type Sent } from './outcome'
import { explained, objectionTo, readFresh } from './preconditions'
import { type ReadBack, readBack, readUntilClear } from './read-back'
import { type Delivery, send } from './send'
import { settle, settleLater } from './settle'

/** From the first read to the answer (faults §1.10). */
const DEADLINE_MS = 10_000

/**
 * Carries out a change that the journal holds as pending under this process's name: read, compare, send, read back,
 * settle. Answers with the settled change and why it was not applied, or with an unsettled one while the engine or
 * the journal keeps us in the dark; then this process goes on settling it.
 */
export async function carryOut(ctx: Context, change: Change): Promise<Entry> {
  const { holder } = ctx.journal
  return ctx.holding.during(change.id, holder, () =>
    attempt(ctx, { change, holder, sent: false }, Date.now() + DEADLINE_MS),
  )
}

async function attempt(ctx: Context, claim: Claim, deadline: number): Promise<Entry> {
  const { change } = claim
  const fresh = await readFresh(ctx, change.room, deadline)
  if (fresh instanceof Problem) return settle(ctx, claim, nothingSent(change, fresh))
  const objection = objectionTo(change.changes, fresh)
  if (objection) return settle(ctx, claim, nothingSent(change, objection, fresh))
  const values = valuesByKey(fresh)
  const todo = change.changes.filter(({ key, to }) => (values.get(key) ?? null) !== to)
  const done = change.changes.filter((step) => !todo.includes(step))
  const delivery = await send(ctx, claim, fresh, todo, deadline)
  const sent = [...done.map((step): Sent => ({ ...step, fate: 'idle' })), ...delivery.sent]
  if (sent.every(({ fate }) => fate === 'refused')) {
    const problem = await explained(ctx, change, fresh, delivery.problem, deadline)
    return settle(ctx, claim, nothingSent(change, problem, fresh))
  }
  const read = await readUntilClear(ctx, change.room, sent, deadline)
  if (!read.open) return settle(ctx, claim, settlementOf(read, delivery))
  let known = read.sent
  settleLater(ctx, claim, async () => {
    const again = await readBack(ctx, change.room, known)
    known = again.sent
    return again.open ? null : settlementOf(again, delivery)
  })
  return settle(ctx, claim, { ...settlementOf(read, delivery), outcome: 'unknown' })
}

function nothingSent(
  { changes }: Change,
  problem?: Problem,
  fresh?: readonly RoomEntry[],
): Settlement {
  const values = fresh && valuesByKey(fresh)
  const results = changes.map(({ key, from }) => {
    return { key, result: 'not-applied' as const, found: values ? (values.get(key) ?? null) : from }
  })
  return { outcome: 'not-applied', results, readAt: null, engine: problem?.details.engine, problem }
}

function settlementOf(read: ReadBack, { problem, engine }: Delivery): Settlement {
  const { results, readAt, room } = read
  return { outcome: outcomeOf(results), results, readAt, engine, problem, after: room }
}
