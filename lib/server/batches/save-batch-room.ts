import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { Problem, toProblem } from '@/lib/shared/api/problem'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import type { BatchStopReason } from '@/lib/shared/batches/batch'
import { type Actor, authorize } from '../auth/authorize'
import type { BatchJob, BatchWork, JobResult } from '../db/repositories/batches/batch-work'
import type { Journal } from '../db/repositories/journal/journal'
import type { JournalRecord } from '../db/repositories/journal/journal-types'
import { type SaveMetadataDeps, saveMetadata } from '../services/metadata'

/** What a save needs besides the person and the request. */
type SaveServices = Omit<SaveMetadataDeps, 'actor' | 'ref' | 'readCurrentActor' | 'isBackground'>

export type SaveBatchRoomDeps = SaveServices & {
  journal: Journal
  work: Pick<BatchWork, 'findStopReason'>
  people: { find(id: string): Promise<Person | null> }
}

/**
 * `stop`: the person may not save any more. `pause`: no room can be saved at this moment, and nothing
 * was sent.
 */
export type RoomOutcome = JobResult & { stop?: BatchStopReason; pause?: ProblemCode }

/**
 * Saves one room like a person does, and returns its outcome in the journal. Repeating a job
 * sends nothing twice, because its Idempotency-Key was stored before. Throws `journal.unavailable`.
 */
export async function saveBatchRoom(deps: SaveBatchRoomDeps, job: BatchJob): Promise<RoomOutcome> {
  const readCurrentActor = () => readActor(deps, job)
  const problem = await authorizeJob(readCurrentActor).then(
    (actor) => trySave(deps, job, actor, readCurrentActor),
    (error: unknown) => toProblem(error),
  )
  const recorded = await findJobResult(deps, job)
  if (recorded) return recorded
  // Without a row in the journal nothing was sent.
  if (!problem) throw new Error(`no change of batch ${job.batch} in ${job.room}`)
  if (problem.code === 'auth.required') return { state: 'waiting', stop: 'signed-out' }
  if (problem.code === 'auth.forbidden') return { state: 'waiting', stop: 'not-allowed' }
  if (isTemporary(problem.code)) return { state: 'waiting', pause: problem.code }
  return { state: 'not-applied', problem }
}

/** The outcome of the job in the journal; null if its save was not journalled. */
export async function findJobResult(
  { journal }: Pick<SaveBatchRoomDeps, 'journal'>,
  { person, idempotencyKey }: BatchJob,
): Promise<JobResult | null> {
  const found = await journal.findByIdempotencyKey(person, idempotencyKey)
  return found && toResult(found.record)
}

function toResult({ change, problem }: JournalRecord): JobResult {
  const { id: changeId, outcome } = change
  if (outcome === 'pending' || outcome === 'unknown') return { state: 'unknown', changeId }
  return { state: outcome, changeId, problem }
}

/** Resolves to the problem, or to null. */
async function trySave(
  deps: SaveBatchRoomDeps,
  job: BatchJob,
  actor: Actor,
  readCurrentActor: () => Promise<Actor>,
): Promise<Problem | null> {
  const { room, changes, restores, note, preset, batch, idempotencyKey } = job
  const saveDeps = { ...deps, actor, readCurrentActor, ref: randomUUID() }
  const input = {
    ...{ room, changes, batch, idempotencyKey },
    ...(note !== null && { note }),
    ...(restores !== null && { restores }),
    ...(preset !== null && { preset }),
  }
  try {
    await saveMetadata({ ...saveDeps, isBackground: true }, input)
    return null
  } catch (error) {
    return toProblem(error)
  }
}

const authorizeJob = async (readCurrentActor: () => Promise<Actor>) =>
  authorize({ actor: await readCurrentActor() }, 'batches.write')

/**
 * The person of a batch needs no session: signing out does not stop it. Throws `auth.required` for
 * someone who was disabled or signed out everywhere.
 */
async function readActor({ people, work }: SaveBatchRoomDeps, job: BatchJob): Promise<Actor> {
  const person = await people.find(job.person)
  const reason = await work.findStopReason(job.batch)
  if (reason === 'signed-out' || !person) throw new Problem('auth.required')
  if (reason === 'not-allowed' || person.disabled) throw new Problem('auth.forbidden')
  const { id, name, role } = person
  return { id, name, role }
}

/** A fault of the Live service, a limit or the store, so the next rooms would fail as well. */
const isTemporary = (code: ProblemCode) =>
  code !== 'console.failed' && /^(engine|console|journal)\.|^save\.out-of-time$/.test(code)
