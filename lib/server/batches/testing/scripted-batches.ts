import 'server-only'
import { randomUUID } from 'node:crypto'
import { onTestFinished, vi } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { createBatchWork } from '../../db/repositories/batches/batch-work'
import { createPeople } from '../../db/repositories/people/people'
import { createWorkerLeases } from '../../db/repositories/worker-leases'
import { author } from '../../db/testing/audit-author'
import { createLeaderLease } from '../../directory/leader-lease'
import { createScriptedContext } from '../../testing/scripted-engine'
import { createBatchWorker } from '../batch-worker'

type Script = Parameters<typeof createScriptedContext>[1]

/** A worker with a scripted Live service in which all rooms share their entries. */
export async function setUpBatches(script: Script = {}) {
  const { ctx, room, calls, writes } = await createScriptedContext([], script)
  const people = createPeople(ctx.database)
  const work = createBatchWork(ctx.database)
  const person = {
    email: 'edo@example.com',
    name: 'Edo',
    role: 'editor',
    passwordHash: null,
  } as const
  const edo = await people.add(person, author)

  function startWorker() {
    const lease = createLeaderLease(createWorkerLeases(ctx.database), 'batches', true)
    const worker = createBatchWorker({ ...ctx, people, lease, work })
    worker.start()
    onTestFinished(() => worker.stop())
    return worker
  }

  /** Rooms `r0`, `r1` …, each with the change of a key of its own. */
  const create = (rooms: number, more: { note?: string } = {}) =>
    ctx.batches.create({
      by: edo,
      idempotencyKey: randomUUID(),
      note: more.note ?? null,
      preset: null,
      rollsBack: null,
      rooms: Array.from({ length: rooms }, (_, n) => ({ room: `r${n}`, changes: [changeOf(n)] })),
    })

  const find = async (id: string) => {
    const batch = await ctx.batches.find(id)
    if (!batch) throw new Error(`no batch ${id}`)
    return batch
  }

  return {
    ctx,
    edo,
    people,
    entries: room,
    calls,
    writes,
    startWorker,
    create,
    find,
    statesOf: async (id: string) => (await find(id)).rooms.map(({ state }) => state),
    /** Resolves to the batch as soon as it has this state. */
    waitFor: (id: string, state: 'done' | 'stopped') =>
      vi.waitFor(
        async () => {
          const batch = await find(id)
          if (batch.state !== state) throw new Error(`${batch.state}`)
          return batch
        },
        { timeout: 10_000 },
      ),
  }
}

export const changeOf = (n: number): KeyChange => ({ key: `k${n}`, from: null, to: 'new' })
