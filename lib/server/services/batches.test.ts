import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import * as retryRoute from '@/app/api/batches/[id]/retry/route'
import * as rollBackRoute from '@/app/api/batches/[id]/roll-back/route'
import * as batchRoute from '@/app/api/batches/[id]/route'
import * as stopRoute from '@/app/api/batches/[id]/stop/route'
import * as batchesRoute from '@/app/api/batches/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import { endpoints } from '@/lib/shared/api/contract'
import type { Batch } from '@/lib/shared/batches/batch'
import { getRuntime } from '../runtime/runtime'
import {
  appCall,
  CHANGE,
  callEndpoint,
  codeIn,
  createPatch,
  ROOM,
  SAME_ORIGIN,
  setUpEndpoints,
} from '../testing/endpoints'
import { addPerson, createSessionCookie } from '../testing/people'
import type { RouteHandlers } from '../testing/route-handlers'

setUpEndpoints()

const routes = { stop: stopRoute, retry: retryRoute, 'roll-back': rollBackRoute } as const
const withKey = (key: string = randomUUID()) => ({ ...SAME_ORIGIN, 'idempotency-key': key })

const create = (body: object, key?: string, cookie?: string) =>
  callEndpoint(
    batchesRoute,
    'POST',
    '/api/batches',
    { headers: { ...withKey(key), ...(cookie && { cookie }) }, body: JSON.stringify(body) },
    {},
    'editor',
  )
const act = (
  id: string,
  action: keyof typeof routes,
  headers: Record<string, string> = withKey(),
) =>
  callEndpoint(
    routes[action] as RouteHandlers,
    'POST',
    `/api/batches/${id}/${action}`,
    { headers },
    { id },
    'editor',
  )
const batchIn = (body: unknown): Batch => endpoints.readBatch.response.parse(body).batch

async function start(rooms: { room: string; changes: object[] }[]): Promise<Batch> {
  const { status, body } = await create({ rooms })
  expect(status).toBe(201)
  return batchIn(body)
}

const waitUntilDone = (id: string) =>
  vi.waitFor(
    async () => {
      const { body } = await callEndpoint(batchRoute, 'GET', `/api/batches/${id}`, {}, { id })
      const batch = batchIn(body)
      if (batch.state !== 'done') throw new Error(batch.state)
      return batch
    },
    { timeout: 10_000 },
  )

const createRoom = async () => {
  const room = `batch-${randomUUID()}`
  await appCall('create_room', { RoomInfo: { RoomId: room, RoomType: 'Live' } })
  return room
}

describe('batches over HTTP', () => {
  it('save rooms, can be read by room, and are rolled back once for one key', async () => {
    ;(await getRuntime()).batchWorker.start()
    const rooms = [await createRoom(), await createRoom()]
    const { id } = await start(rooms.map((room) => ({ room, changes: [CHANGE] })))
    const done = await waitUntilDone(id)
    expect(done.rooms).toMatchObject(rooms.map((room) => ({ room, state: 'applied', keys: ['a'] })))
    const key = randomUUID()
    const first = batchIn((await act(id, 'roll-back', withKey(key))).body)
    const second = batchIn((await act(id, 'roll-back', withKey(key))).body)
    expect(second.id).toBe(first.id)
    expect((await waitUntilDone(first.id)).counts).toMatchObject({ applied: 2 })
    const { body } = await callEndpoint(batchesRoute, 'GET', '/api/batches?limit=2')
    const { batches } = endpoints.listBatches.response.parse(body)
    expect(batches.map((batch) => batch.id)).toEqual([first.id, id])
  })

  it.each([
    [{ rooms: [] }, 'request.malformed'],
    [{ rooms: [{ room: 'a', changes: [] }] }, 'changes.empty'],
    [{ rooms: [{ room: 'é', changes: [CHANGE] }] }, 'request.malformed'],
    [
      {
        rooms: [
          { room: 'a', changes: [CHANGE] },
          { room: 'a', changes: [CHANGE] },
        ],
      },
      'request.malformed',
    ],
    [
      { rooms: Array.from({ length: 201 }, (_, n) => ({ room: `r${n}`, changes: [CHANGE] })) },
      'request.malformed',
    ],
    [{ rooms: [{ room: 'a', changes: [{ ...CHANGE, to: 'v'.repeat(2_049) }] }] }, 'value.too-long'],
    [{ rooms: [{ room: 'a', changes: [CHANGE] }], note: 'n'.repeat(501) }, 'note.too-long'],
  ])('refuse what could not be saved in any room: %#', async (body, code) => {
    expect(codeIn((await create(body)).body)).toBe(code)
  })

  it('take two hundred full rooms in one request', async () => {
    const value = 'v'.repeat(1_638)
    const changes = Array.from({ length: 10 }, (_, n) => ({
      key: `k${n}`,
      from: value,
      to: `${value}!`,
    }))
    const rooms = Array.from({ length: 200 }, () => ({ room: randomUUID(), changes }))
    const { status, body } = await create({ rooms })
    expect(status).toBe(201)
    const { id } = batchIn(body)
    expect(batchIn((await act(id, 'stop')).body).state).toBe('stopped')
  })

  it('are retried only by the person in whose name they save', async () => {
    const cookie = await createSessionCookie(await addPerson('editor'))
    const room = await createRoom()
    const { body } = await create({ rooms: [{ room, changes: [CHANGE] }] }, undefined, cookie)
    const { id } = batchIn(body)
    const refused = await act(id, 'retry')
    expect([refused.status, codeIn(refused.body)]).toEqual([403, 'auth.forbidden'])
    expect((await act(id, 'retry', { ...withKey(), cookie })).status).toBe(200)
  })

  it('cannot be rolled back when they saved nothing', async () => {
    const { id } = await start([{ room: `never-${randomUUID()}`, changes: [CHANGE] }])
    const done = await waitUntilDone(id)
    expect(done.rooms).toMatchObject([{ state: 'not-applied', problem: { code: 'room.gone' } }])
    const refused = await act(id, 'roll-back')
    expect([refused.status, codeIn(refused.body)]).toEqual([422, 'batch.nothing-saved'])
  })

  it('are unknown under an invalid id', async () => {
    for (const action of ['stop', 'retry', 'roll-back'] as const) {
      expect((await act('none\0', action)).status).toBe(404)
    }
  })
})

it('a save cannot claim to belong to a batch without its room', async () => {
  const { id } = await start([{ room: await createRoom(), changes: [CHANGE] }])
  const patch = createPatch(metadataRoute)
  const refused = await patch({ changes: [CHANGE], batch: id }, withKey(), ROOM)
  expect([refused.status, codeIn(refused.body)]).toEqual([400, 'request.malformed'])
})
