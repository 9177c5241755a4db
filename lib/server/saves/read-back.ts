import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { KeyResult } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { CallOptions } from '../engine/call'
import type { Priority } from '../engine/resilience/call-guard'
import type { Context } from '../http/context'
import { begunBy } from './in-flight'
import { learnt, resultsOf, type Sent } from './outcome'

/** Twice the time one attempt may take: a write older than this and not to be seen cannot come any more (faults §1.7). */
const LATE_MS = 8_000
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 1_000
const READ_DEADLINE_MS = 6_000
/** Nobody waits for these reads, and a failed one is made again: they take their turn like any other. */
const SETTLING: Priority = { by: 'settling' }

/** All that reading back needs; recovery has it without a person. */
export type ReadContext = Pick<Context, 'engine' | 'verified' | 'ref'>

/** A read of the room and what it tells; `room` null = gone; `open` = this may not be the last word. */
export type ReadBack = {
  results: KeyResult[]
  open: boolean
  room: Entry[] | null
  /** ISO 8601; null when no read succeeded. */
  readAt: string | null
  /** What was sent, with all that is known of it by now. */
  sent: readonly Sent[]
}

/** Reads the room once and judges. A read that fails leaves everything open. */
export async function readBack(
  ctx: ReadContext,
  room: string,
  sent: readonly Sent[],
  deadline = Date.now() + READ_DEADLINE_MS,
  priority = SETTLING,
): Promise<ReadBack> {
  try {
    // What is seen is at least as new as this; a late write that is not to be seen is the older for it.
    const begun = Date.now()
    const entries = await readOrGone(ctx, room, { ...priority, deadline, ref: ctx.ref })
    const readAt = new Date(begun).toISOString()
    if (entries) ctx.verified.set(room, { entries, readAt })
    else ctx.verified.forget(room)
    const { results, open } = resultsOf(sent, entries, begun, LATE_MS)
    return { results, open, room: entries, readAt, sent: learnt(sent, results) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const results = sent.map(({ key }): KeyResult => ({ key, result: 'unclear', found: null }))
    return { results, open: true, room: null, readAt: null, sent }
  }
}

/** Reads until it is clear what became of the writes, or the deadline (epoch ms) is near. */
export async function readUntilClear(
  ctx: ReadContext & Pick<Context, 'actor'>,
  room: string,
  sent: readonly Sent[],
  deadline: number,
): Promise<ReadBack> {
  let known = sent
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    const read = await readBack(ctx, room, known, deadline, begunBy(ctx))
    known = read.sent
    if (!read.open || Date.now() + wait >= deadline) return read
    await new Promise((done) => setTimeout(done, wait))
  }
}

async function readOrGone(
  { engine }: ReadContext,
  room: string,
  call: CallOptions,
): Promise<Entry[] | null> {
  try {
    return await engine.readMetadata(room, call)
  } catch (error) {
    if (error instanceof Problem && error.code === 'room.gone') return null
    throw error
  }
}
