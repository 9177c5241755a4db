import 'server-only'
import type { Change } from '@/lib/shared/change'
import type { Metadata, SaveInput } from '@/lib/shared/contract'
import { LIMITS } from '@/lib/shared/limits'
import { changeProblems, changesNothing } from '@/lib/shared/metadata'
import { Problem } from '@/lib/shared/problem'
import type { ProblemCode } from '@/lib/shared/problems'
import { type Context, permit } from './context'
import { carryOut } from './save/carry-out'
import type { Entry, Intent } from './store/journal'

const READ_DEADLINE_MS = 8_000
/** Answers about this very request; all others say that the engine does not answer. */
const TOLD: readonly ProblemCode[] = ['room.gone', 'engine.line-full']

/** A room's entries by key; while the engine does not answer, the last verified ones, marked as stale. */
export async function readMetadata(ctx: Context, { room }: { room: string }): Promise<Metadata> {
  const { id } = permit(ctx, 'metadata.read')
  const pending = await pendingIn(ctx, room)
  try {
    const call = { deadline: Date.now() + READ_DEADLINE_MS, ref: ctx.ref, by: id }
    const entries = await ctx.engine.readMetadata(room, call)
    const read = { entries, readAt: new Date().toISOString() }
    ctx.verified.set(room, read)
    return { ...read, pending, stale: null }
  } catch (error) {
    if (!(error instanceof Problem) || TOLD.includes(error.code)) throw error
    const last = ctx.verified.get(room) ?? (await lastRead(ctx, room))
    if (!last) throw error
    return { ...last, pending, stale: { code: error.code, ref: ctx.ref } }
  }
}

/** After a restart the journal knows how rooms stood; where it does not answer either, the engine's problem is told. */
const lastRead = (ctx: Context, room: string) => ctx.history.lastRead(room).catch(() => null)

/** Reads go on without the journal: who saves is told by it, and refused. */
async function pendingIn(ctx: Context, room: string): Promise<Change | null> {
  try {
    return await ctx.journal.unsettledOf(room)
  } catch (err) {
    ctx.log.warn({ event: 'journal', ref: ctx.ref, err })
    return null
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
  const intent = { room, changes, note, restores, idempotencyKey, by }
  const earlier = await mayBegin(ctx, intent)
  if (earlier) return answerOf(earlier)
  const { fresh, entry } = await ctx.journal.begin(intent)
  if (!fresh) return answerOf(entry)
  ctx.live.changed(room)
  return answerOf(await carryOut(ctx, entry.change))
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

/** What became of a save. */
export async function readChange(
  ctx: Context,
  { id }: { id: string },
): Promise<{ change: Change }> {
  permit(ctx, 'changes.read')
  const entry = await ctx.journal.find(id)
  if (!entry) throw new Problem('request.not-found')
  return { change: entry.change }
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

function answerOf({ change, problem }: Entry): { change: Change } {
  if (change.outcome !== 'not-applied') return { change }
  throw (problem ?? new Problem('engine.failed')).with({ change })
}
