import 'server-only'
import type { Change, KeyResult } from '@/lib/shared/change'
import { applyChanges, valuesByKey } from '@/lib/shared/diff'
import type { Entry, KeyChange } from '@/lib/shared/entry'
import { roomProblems } from '@/lib/shared/metadata'
import { Problem } from '@/lib/shared/problem'
import type { Context } from './context'
import { problemOf } from './envelope'
import { outcomeOf, type Sent } from './outcome'
import { type ReadBack, readBack, readUntilClear } from './read-back'
import { type Delivery, send } from './send'
import type { Settlement } from './store/journal'

/** From the first read to the answer (faults §1.10). */
const DEADLINE_MS = 10_000
const SETTLE_PAUSE_MS = 2_000

/**
 * Carries out a change that the journal holds as pending: read, compare, send, read back, settle. Returns the
 * settled change, or an unsettled one while the engine keeps us in the dark; then this process goes on settling it.
 * Throws the problem, with the change, when nothing was applied.
 */
export async function carryOut(ctx: Context, change: Change): Promise<Change> {
  const deadline = Date.now() + DEADLINE_MS
  const fresh = await readFresh(ctx, change, deadline)
  if (fresh instanceof Problem) return settle(ctx, change, nothingSent(change, fresh))
  const objection = objectionTo(change.changes, fresh)
  if (objection) return settle(ctx, change, nothingSent(change, objection, fresh))
  const values = valuesByKey(fresh)
  const todo = change.changes.filter(({ key, to }) => (values.get(key) ?? null) !== to)
  const done = change.changes.filter((step) => !todo.includes(step))
  const delivery = await send(ctx, change.room, fresh, todo, { deadline, ref: ctx.ref })
  const sent = [...done.map((step): Sent => ({ ...step, fate: 'idle' })), ...delivery.sent]
  if (sent.every(({ fate }) => fate === 'refused')) {
    const problem = await explained(ctx, change, fresh, delivery.problem, deadline)
    return settle(ctx, change, nothingSent(change, problem, fresh))
  }
  const read = await readUntilClear(ctx, change.room, sent, deadline)
  if (!read.open) return settle(ctx, change, settlementOf(read, delivery))
  settleLater(ctx, change, sent, delivery).catch((error: unknown) => {
    ctx.log.error({ event: 'save', ref: ctx.ref, change: change.id, err: error })
  })
  return ctx.journal.settle(change.id, { ...settlementOf(read, delivery), outcome: 'unknown' })
}

async function readFresh(
  ctx: Context,
  { room }: Change,
  deadline: number,
): Promise<Entry[] | Problem> {
  try {
    return await ctx.engine.readMetadata(room, { deadline, ref: ctx.ref })
  } catch (error) {
    return problemOf(error)
  }
}

/** A key that is neither where the operator saw it nor where it shall go, or a limit of the merged room. */
function objectionTo(changes: readonly KeyChange[], fresh: readonly Entry[]): Problem | null {
  const values = valuesByKey(fresh)
  const theirs = changes.flatMap(({ key, from, to }) => {
    const value = values.get(key) ?? null
    return value === from || value === to ? [] : [{ key, value }]
  })
  if (theirs.length > 0) return new Problem('room.changed', { theirs })
  const tooMuch = roomProblems(applyChanges(fresh, changes), fresh)[0]
  return tooMuch ? new Problem(tooMuch.code, { params: tooMuch.params }) : null
}

/**
 * The engine names a limit of the room without numbers. Where the room was read just before and would have taken the
 * change, others have added to it since; a fresh read tells how much.
 */
async function explained(
  ctx: Context,
  change: Change,
  before: readonly Entry[],
  problem: Problem | undefined,
  deadline: number,
): Promise<Problem | undefined> {
  if (problem?.code !== 'room.too-many-keys' && problem?.code !== 'room.too-many-bytes')
    return problem
  const now = await readFresh(ctx, change, deadline)
  const room = now instanceof Problem ? before : now
  const mine = new Set(change.changes.map(({ key }) => key))
  const others = room.filter(({ key }) => !mine.has(key)).length
  const tooMuch = roomProblems(applyChanges(room, change.changes), room)[0]
  const { engine } = problem.details
  if (!tooMuch) return new Problem('engine.refused', { engine, params: problem.details.params })
  return new Problem('room.filled-by-others', { engine, params: { others, ...tooMuch.params } })
}

function nothingSent({ changes }: Change, problem?: Problem, fresh?: readonly Entry[]): Settlement {
  const values = fresh && valuesByKey(fresh)
  const results = changes.map(({ key, from }): KeyResult => {
    return { key, result: 'not-applied', found: values ? (values.get(key) ?? null) : from }
  })
  return { outcome: 'not-applied', results, readAt: null, engine: problem?.details.engine, problem }
}

function settlementOf(read: ReadBack, { problem, engine }: Delivery): Settlement {
  const { results, readAt } = read
  return { outcome: outcomeOf(results), results, readAt, engine, problem }
}

async function settle(ctx: Context, { id }: Change, settlement: Settlement): Promise<Change> {
  const change = await ctx.journal.settle(id, settlement)
  const { outcome, durationMs, engine, room } = change
  ctx.log.info({ event: 'save', ref: ctx.ref, change: id, room, outcome, durationMs, engine })
  return change
}

/** Reads on until the truth is known; only reads, never writes (faults §1.7). */
async function settleLater(
  ctx: Context,
  change: Change,
  sent: readonly Sent[],
  delivery: Delivery,
) {
  for (;;) {
    await new Promise<void>((done) => setTimeout(done, SETTLE_PAUSE_MS).unref())
    const read = await readBack(ctx, change.room, sent)
    if (!read.open) return settle(ctx, change, settlementOf(read, delivery))
  }
}
