import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { EngineWord } from '@/lib/shared/api/problems'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { deleteFirst } from '@/lib/shared/metadata/metadata'
import type { WriteResult } from '../engine/write-result'
import type { Context } from '../http/context'
import type { Claim } from './attempt-log'
import { watchOf } from './attempt-log'
import { begunBy } from './in-flight'
import type { Fate, Sent } from './outcome'
import { readUntilClear } from './read-back'

/** What was sent and what is known of it; `problem` is the first thing that went wrong. */
export type Delivery = { sent: Sent[]; problem?: Problem; engine?: EngineWord }

type Step = 'set' | 'delete'

/**
 * Sends key changes that stand at `from` in `before`: one `set` and one `delete` at the most, set first unless the
 * room could not hold old and new together. The second is sent only when the first is known to have landed. Each
 * attempt is on record before it leaves, see `watch`. `deadline` in epoch ms.
 */
export async function send(
  ctx: Context,
  claim: Claim,
  before: readonly Entry[],
  todo: readonly KeyChange[],
  deadline: number,
): Promise<Delivery> {
  const parts: Record<Step, KeyChange[]> = {
    set: todo.filter(({ to }) => to !== null),
    delete: todo.filter(({ to }) => to === null),
  }
  const order: Step[] = deleteFirst(before, todo) ? ['delete', 'set'] : ['set', 'delete']
  const sent = new Map<string, Sent>(
    todo.map((change) => [change.key, { ...change, fate: 'refused' }]),
  )
  const delivery: Omit<Delivery, 'sent'> = {}
  for (const step of order.filter((name) => parts[name].length > 0)) {
    const result = await write(ctx, claim, step, parts[step], deadline)
    const fate = fateOf(result)
    for (const change of parts[step]) sent.set(change.key, { ...change, ...fate })
    delivery.engine = engineWordOf(result)
    if (result.result === 'accepted') continue
    delivery.problem ??= result.problem
    if (fate.fate === 'unknown') {
      const landed = await landedOf(ctx, claim, parts[step], fate, deadline)
      for (const change of landed) sent.set(change.key, change)
      if (landed.length === parts[step].length) continue
    }
    if (fate.fate === 'refused' && step === 'set' && order[0] === 'delete') {
      await putBack(ctx, claim, parts.delete, sent, deadline)
    }
    break
  }
  return { sent: [...sent.values()], ...delivery }
}

function write(
  ctx: Context,
  claim: Claim,
  step: Step,
  changes: readonly KeyChange[],
  deadline: number,
) {
  const call = { deadline, ...begunBy(ctx), watch: watchOf(ctx, claim, step) }
  const { room } = claim.change
  const entries = changes.flatMap(({ key, to }) => (to === null ? [] : [{ key, value: to }]))
  if (step === 'set') return ctx.engine.setMetadata(room, entries, call)
  const keys = changes.map(({ key }) => key)
  return ctx.engine.deleteMetadata(room, keys, call)
}

function fateOf(result: WriteResult): Fate {
  if (result.result === 'accepted') return { fate: 'accepted' }
  if (result.result === 'unknown') return { fate: 'unknown', startedAt: result.startedAt }
  // "None of the keys exists" says nothing of who took them: reading tells, and nothing is under way (contract §1.4).
  if (result.problem.code === 'room.keys-gone') return { fate: 'unknown', startedAt: 0 }
  return { fate: 'refused' }
}

function engineWordOf(result: WriteResult): EngineWord {
  const word = result.result === 'accepted' ? result.engine : result.problem.details.engine
  return word ?? { code: null, requestId: null }
}

/** Of a call whose answer is unknown, what was to be seen in the room in the time there is: that much has landed. */
async function landedOf(
  ctx: Context,
  { change }: Claim,
  part: KeyChange[],
  fate: Fate,
  deadline: number,
): Promise<Sent[]> {
  const sent = part.map((step): Sent => ({ ...step, ...fate }))
  const read = await readUntilClear(ctx, change.room, sent, deadline)
  return read.sent.filter((step) => step.fate === 'accepted')
}

/** The one extra write there is: the set was refused for good after its deletes had made room for it (faults §1.9). */
async function putBack(
  ctx: Context,
  claim: Claim,
  deleted: readonly KeyChange[],
  sent: Map<string, Sent>,
  deadline: number,
) {
  const entries = deleted.flatMap(({ key, from }) => (from === null ? [] : [{ key, value: from }]))
  if (entries.length === 0) return
  const call = { deadline, ...begunBy(ctx), watch: watchOf(ctx, claim, 'put-back') }
  const result = await ctx.engine.setMetadata(claim.change.room, entries, call)
  if (result.result === 'refused') return
  const fate: Fate =
    result.result === 'accepted'
      ? { fate: 'refused' }
      : { fate: 'put-back', startedAt: result.startedAt }
  for (const change of deleted) sent.set(change.key, { ...change, ...fate })
}
