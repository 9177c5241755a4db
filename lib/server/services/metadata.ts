import 'server-only'
import type { Metadata, SaveInput } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { changeProblems, changesNothing } from '@/lib/shared/metadata/metadata'
import type { Entry, Intent } from '../db/repositories/journal'
import { isLineFull } from '../engine/is-queue-full'
import { type Context, permit } from '../http/context'
import { carryOut } from '../saves/execute-save'
import { entryOf } from './changes'

const READ_DEADLINE_MS = 8_000

/**
 * A room's entries by key, at most a second old: a nudge brings everybody who watches, and they share one read. With
 * `fresh` they are read for this one. While the engine does not answer, the last verified ones, marked as stale.
 */
export async function readMetadata(
  ctx: Context,
  { room, fresh }: { room: string; fresh?: '1' },
): Promise<Metadata> {
  const { id } = permit(ctx, 'metadata.read')
  if (fresh) ctx.verified.outdate(room)
  // In this order: a save that settles in between is still told as pending, and its nudge brings the page back.
  const saves = await savesIn(ctx, room)
  return { ...(await lastKnown(ctx, room, id)), ...saves }
}

async function lastKnown(ctx: Context, room: string, by: string) {
  try {
    const call = { deadline: Date.now() + READ_DEADLINE_MS, ref: ctx.ref, by }
    const read = await ctx.verified.shared(room, () => ctx.engine.readMetadata(room, call))
    return { ...read, stale: null }
  } catch (error) {
    if (!(error instanceof Problem) || isLineFull(error)) throw error
    if (error.code === 'room.gone') {
      ctx.verified.forget(room)
      throw error
    }
    const last = ctx.verified.get(room) ?? (await lastRead(ctx, room))
    if (!last) throw error
    return { ...last, stale: { code: error.code, ref: ctx.ref } }
  }
}

/** After a restart the journal knows how rooms stood; where it does not answer either, the engine's problem is told. */
const lastRead = (ctx: Context, room: string) => ctx.history.lastRead(room).catch(() => null)

/** Reads go on without the journal: who saves is told by it, and refused. */
async function savesIn(ctx: Context, room: string) {
  try {
    const open = await ctx.history.open({ room })
    const pending = open.find(({ settledAt }) => settledAt === null) ?? null
    const unfinished = open.find(({ outcome }) => outcome === 'partial') ?? null
    return { pending, unfinished }
  } catch (err) {
    ctx.log.warn({ event: 'journal', ref: ctx.ref, err })
    return { pending: null, unfinished: null }
  }
}

/**
 * Saves key changes: 422 for what may not be written, 409 for what others changed, 423 while the room is taken. With
 * a key seen before it answers what became of that save and sends nothing.
 */
export async function saveMetadata(
  ctx: Context,
  input: SaveInput & { room: string; idempotencyKey: string },
): Promise<{ change: Change }> {
  const by = permit(ctx, 'metadata.save')
  const { room, changes, idempotencyKey, note = null, restores = null } = input
  assertWritable(input)
  if (restores !== null) await assertOfRoom(ctx, restores, room)
  const intent = { room, changes, note, restores, idempotencyKey, by }
  const earlier = await mayBegin(ctx, intent)
  if (earlier) return answerOf(earlier)
  const { fresh, entry } = await ctx.journal.begin(intent)
  if (!fresh) return answerOf(entry)
  ctx.live.changed(room)
  const done = await carryOut(ctx, entry.change)
  ctx.metrics.save(done.change.outcome)
  return answerOf(done)
}

/**
 * Nothing is begun that the engine client would not send: its refusal leaves no row behind. But a save that was sent
 * before is answered with what became of it, or "not saved" could be said of one that was.
 */
async function mayBegin(ctx: Context, intent: Intent): Promise<Entry | null> {
  try {
    await ctx.engine.admitSave(intent.by.id)
    return null
  } catch (error) {
    const earlier = await ctx.journal.seen(intent)
    if (earlier) return earlier
    throw error
  }
}

/** What became of the save with this key, as its own answer would tell it; throws `request.not-found` while it is unknown. */
export async function readSave(
  ctx: Context,
  { room, id }: { room: string; id: string },
): Promise<{ change: Change }> {
  const { id: person } = permit(ctx, 'changes.read')
  const entry = await ctx.journal.findByKey(person, id)
  if (entry?.change.room !== room) throw new Problem('request.not-found')
  return answerOf(entry)
}

function assertWritable({ changes, note }: SaveInput): void {
  if (changesNothing(changes)) throw new Problem('changes.empty')
  if (note !== undefined && [...note].length > LIMITS.noteCharacters) {
    throw new Problem('note.too-long', { params: { limit: LIMITS.noteCharacters } })
  }
  const entries = changeProblems(changes)
  const [first] = entries
  if (first) throw new Problem(first.code, { params: first.params, entries })
}

/** What a save restores is a change of the same room, or the history would tell a lie. */
async function assertOfRoom(ctx: Context, restores: string, room: string): Promise<void> {
  const entry = await entryOf(ctx, restores)
  if (entry?.change.room === room) return
  throw new Problem('request.malformed', { params: { field: 'restores' } })
}

function answerOf({ change, problem }: Entry): { change: Change } {
  if (change.outcome !== 'not-applied') return { change }
  throw (problem ?? new Problem('engine.failed')).with({ change })
}
