import { setTimeout as sleep } from 'node:timers/promises'
import type { Change } from '@/lib/shared/changes/change'
import { invertChanges } from '@/lib/shared/changes/diff'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { type ApiClient, newIdempotencyKey, type SaveReply, type Submission } from './api-client'
import { createRandomDraft } from './random-draft'
import type { SeededRandom } from './seeded-random'

/** One idempotency key: what was submitted, how often it was sent, and every reply about it. */
export type SubmittedSave = Submission & { sendCount: number; replies: SaveReply[] }

export type Simulation = {
  /** One for each person who is signed in. */
  clients: readonly ApiClient[]
  urls: readonly string[]
  rooms: readonly string[]
  saves: SubmittedSave[]
  isStopping(): boolean
}

const MAX_RETRIES = 12
const SETTLE_TIMEOUT_MS = 25_000

/** Few rooms get much of the work, so that operators edit the same ones. */
const HOT_ROOMS = 8
const HOT_SHARE = 0.4

/** Simulates one open window that opens rooms, edits, saves and trusts the console's responses. */
export async function runOperator(
  simulation: Simulation,
  random: SeededRandom,
  nth: number,
): Promise<void> {
  const client = simulation.clients[nth % simulation.clients.length] as ApiClient
  const context = { ...simulation, client }
  const applied: Change[] = []
  for (let n = 0; !context.isStopping(); n++) {
    await sleep(random.integer(0, 400))
    const isHot = random.chance(HOT_SHARE)
    const room = random.pick(isHot ? context.rooms.slice(0, HOT_ROOMS) : context.rooms)
    const changeToUndo = random.chance(0.1) ? applied.pop() : undefined
    const submission = changeToUndo
      ? createRestore(changeToUndo)
      : await draftChanges(context, random, room, `op${nth}.${n}`)
    if (!submission || context.isStopping()) continue
    const reply = await submitSave(context, random, submission)
    if (reply?.change?.outcome === 'applied') applied.push(reply.change)
    if (reply?.code === 'room.changed' && random.chance(0.7)) {
      const resubmission = await resolveConflict(context, random, submission)
      if (resubmission) await submitSave(context, random, resubmission)
    }
  }
}

function createRestore({ id, room, changes }: Change): Submission {
  const idempotencyKey = newIdempotencyKey()
  return { room, idempotencyKey, changes: invertChanges(changes), restores: id }
}

type OperatorContext = Simulation & { client: ApiClient }

async function draftChanges(
  { client, urls }: OperatorContext,
  random: SeededRandom,
  room: string,
  mark: string,
): Promise<Submission | null> {
  const reply = await client.readMetadata(random.pick(urls), room)
  if (!reply || reply.pending || reply.stale) return null
  // While this operator thinks, others save.
  await sleep(random.integer(0, 2_000))
  const changes = createRandomDraft(random, reply.entries, mark)
  return { room, idempotencyKey: newIdempotencyKey(), changes }
}

/** Submits the same target values again, based on a fresh read and with a new idempotency key. */
async function resolveConflict(
  { client, urls }: OperatorContext,
  random: SeededRandom,
  { room, changes }: Submission,
): Promise<Submission | null> {
  const reply = await client.readMetadata(random.pick(urls), room)
  if (!reply) return null
  const values = new Map(reply.entries.map(({ key, value }) => [key, value]))
  const remaining = changes.flatMap(({ key, to }): KeyChange[] => {
    const from = values.get(key) ?? null
    return from === to ? [] : [{ key, from, to }]
  })
  if (remaining.length === 0) return null
  return { room, idempotencyKey: newIdempotencyKey(), changes: remaining }
}

/** Sends a save, sometimes twice at once, and repeats it until a reply tells the outcome. */
async function submitSave(
  context: OperatorContext,
  random: SeededRandom,
  submission: Submission,
): Promise<SaveReply | null> {
  const save: SubmittedSave = { ...submission, sendCount: 0, replies: [] }
  context.saves.push(save)
  const send = async () => {
    save.sendCount += 1
    return recordReply(save, await context.client.save(random.pick(context.urls), submission))
  }
  const first = random.chance(0.15) ? await Promise.all([send(), send()]) : [await send()]
  let latest = first.find((reply) => reply?.change) ?? first[0] ?? null
  for (let n = 0; latest === null && n < MAX_RETRIES; n++) {
    // The operator closes the browser and never learns the outcome.
    if (random.chance(0.03)) return null
    await sleep(random.integer(200, 800))
    latest = random.chance(0.5) ? await send() : await readOutcome(context, random, save)
  }
  if (latest?.status === 202) latest = await waitUntilSettled(context, random, save, latest)
  // A second click, or a proxy that repeats the request.
  if (random.chance(0.3)) await send()
  return latest
}

/** A reply without the change (404, or the store is unavailable) says nothing about the save. */
const ignoreUnlessKnown = (reply: SaveReply | null) => (reply?.change ? reply : null)

async function readOutcome(
  { client, urls }: OperatorContext,
  random: SeededRandom,
  save: SubmittedSave,
): Promise<SaveReply | null> {
  const reply = await client.readSave(random.pick(urls), save.room, save.idempotencyKey)
  return recordReply(save, ignoreUnlessKnown(reply))
}

async function waitUntilSettled(
  { client, urls, isStopping }: OperatorContext,
  random: SeededRandom,
  save: SubmittedSave,
  unsettled: SaveReply,
): Promise<SaveReply> {
  const id = unsettled.change?.id ?? ''
  let latest = unsettled
  for (const until = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < until && !isStopping(); ) {
    await sleep(1_500)
    const reply = await client.readChange(random.pick(urls), id)
    latest = recordReply(save, ignoreUnlessKnown(reply)) ?? latest
    if (latest.change?.settledAt) break
  }
  return latest
}

function recordReply(save: SubmittedSave, reply: SaveReply | null): SaveReply | null {
  if (reply) save.replies.push(reply)
  return reply
}
