import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as auditRoute from '@/app/api/audit/route'
import * as catalogueRoute from '@/app/api/catalogue/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import { endpoints } from '@/lib/shared/api/contract'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { describeKey } from '@/lib/shared/catalogue/testing/descriptions'
import { validateCatalogue } from '@/lib/shared/catalogue/validate-catalogue'
import { getRuntime } from '../../runtime/runtime'
import {
  appCall,
  callEndpoint,
  codeIn,
  createPatch,
  ROOM,
  SAME_ORIGIN,
  setUpEndpoints,
} from '../../testing/endpoints'
import { demoCatalogue, seedDemoCatalogue } from './demo-catalogue'

setUpEndpoints()

const patch = createPatch(metadataRoute)
const headers = () => ({ ...SAME_ORIGIN, 'idempotency-key': randomUUID() })

async function read() {
  const { body } = await callEndpoint(catalogueRoute, 'GET', '/api/catalogue', {}, {}, 'viewer')
  return endpoints.readCatalogue.response.parse(body)
}

const put = (body: unknown) =>
  callEndpoint(catalogueRoute, 'PUT', '/api/catalogue', {
    headers: SAME_ORIGIN,
    body: JSON.stringify(body),
  })

/** Replaces the catalogue, whatever its version is. */
async function describeKeys(...keys: KeyDescription[]) {
  const { version } = await read()
  expect((await put({ version, keys })).status).toBe(200)
}

const product = describeKey('product', {
  type: 'json',
  schema: { type: 'object', required: ['id'] },
  severity: 'block',
})
const gifts = describeKey('gifts_*', { type: 'boolean', severity: 'block' })
const goal = describeKey('goal', { type: 'number' })

describe('the catalogue of the demo', () => {
  it('breaks no rule', () => {
    expect(validateCatalogue(demoCatalogue)).toEqual([])
  })

  it('is written once to a store without one, at a start of the console', async () => {
    const { catalogueStore } = await getRuntime()
    expect((await read()).version).toBe(0)
    for (const _ of ['first start', 'second start']) await seedDemoCatalogue(catalogueStore)
    expect(await read()).toMatchObject({ version: 1, changedBy: null, keys: demoCatalogue })
  })

  it('is not written over one that people made', async () => {
    await describeKeys(goal)
    const before = await read()
    const { catalogueStore } = await getRuntime()
    await seedDemoCatalogue(catalogueStore)
    expect(await read()).toEqual(before)
  })
})

describe('replacing the catalogue', () => {
  it('takes the version that was read, and gives the next one', async () => {
    const { version } = await read()
    const answer = await put({ version, keys: [{ name: 'banner', type: 'text' }] })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual(await read())
    expect(answer.body).toMatchObject({
      version: version + 1,
      changedBy: { name: 'Test admin' },
      keys: [describeKey('banner')],
    })
  })

  it('is refused for another version, and changes nothing', async () => {
    await describeKeys(goal)
    const before = await read()
    for (const version of [before.version - 1, before.version + 1]) {
      const answer = await put({ version, keys: [] })
      expect([answer.status, codeIn(answer.body)]).toEqual([409, 'catalogue.stale'])
    }
    expect(await read()).toEqual(before)
  })

  it('is refused with the name, the field and the reason of what breaks a rule', async () => {
    const { version } = await read()
    const keys = [goal, describeKey('slow', { type: 'json', schema: { pattern: '(a+)+$' } })]
    const answer = await put({ version, keys })
    expect([answer.status, envelopeSchema.parse(answer.body).error]).toMatchObject([
      422,
      {
        code: 'catalogue.invalid',
        params: { name: 'slow', field: 'schema', reason: 'schema-keyword', at: '/pattern' },
      },
    ])
  })

  it.each([
    ['an unknown field', { ...goal, colour: 'red' }],
    ['an unknown type', { ...goal, type: 'integer' }],
    ['a limit above that of a value', { ...goal, byteLimit: 2_049 }],
  ])('is refused with %s', async (_, description) => {
    const { version } = await read()
    const answer = await put({ version, keys: [description] })
    expect([answer.status, codeIn(answer.body)]).toEqual([400, 'request.malformed'])
  })

  it('is recorded in the audit log', async () => {
    await describeKeys()
    await describeKeys(goal)
    const { body } = await callEndpoint(auditRoute, 'GET', '/api/audit?limit=1')
    expect(endpoints.listAuditEntries.response.parse(body).entries).toMatchObject([
      { action: 'catalogue.added', by: { name: 'Test admin' }, subject: { name: 'goal' } },
    ])
  })
})

describe('a save', () => {
  beforeAll(() => describeKeys(product, gifts, goal))
  beforeEach(() =>
    appCall('set_room_metadata', entries({ gifts_on: 'true', product: '{"id": 1}' })),
  )

  const entries = (values: Record<string, string>) => ({
    RoomId: ROOM,
    Metadata: Object.entries(values).map(([Key, Value]) => ({ Key, Value })),
  })

  it.each([
    ['a boolean that is misspelt', { key: 'gifts_on', from: 'true', to: 'flase' }, 'type-boolean'],
    ['JSON that lost a brace', { key: 'product', from: '{"id": 1}', to: '{"id": 1' }, 'type-json'],
    ['JSON of another shape', { key: 'product', from: '{"id": 1}', to: '{}' }, 'json-schema'],
    ['an empty value', { key: 'gifts_on', from: 'true', to: '' }, 'type-boolean'],
    ['a new key', { key: 'gifts_new', from: null, to: 'yes' }, 'type-boolean'],
  ])('of %s is refused, without a call to the Live service', async (_, change, check) => {
    const answer = await patch({ changes: [change] }, headers())
    const { error } = envelopeSchema.parse(answer.body)
    expect([answer.status, error.code, answer.calls]).toEqual([422, 'catalogue.blocked', []])
    expect(error.entries).toMatchObject([
      { key: change.key, at: 'value', code: 'catalogue.blocked', params: { check } },
    ])
    expect(error.change).toBeUndefined()
  })

  it('is refused as a whole and names each blocked key', async () => {
    const changes = [
      { key: 'gifts_on', from: 'true', to: 'no' },
      { key: 'goal', from: null, to: 'many' },
      { key: 'product', from: '{"id": 1}', to: '{' },
    ]
    const answer = await patch({ changes }, headers())
    const { error } = envelopeSchema.parse(answer.body)
    expect(error.entries?.map(({ key }) => key)).toEqual(['gifts_on', 'product'])
  })

  it('is applied where the catalogue only warns, and where it knows nothing', async () => {
    const changes = [
      { key: 'goal', from: null, to: 'many' },
      { key: 'unknown', from: null, to: 'flase' },
    ]
    const acknowledged = [{ key: 'goal', warning: 'type-number' }]
    const answer = await patch({ changes, acknowledged }, headers())
    expect(answer.status).toBe(200)
    const { change } = endpoints.saveMetadata.response.parse(answer.body)
    expect(change.changes[0]).toMatchObject({ key: 'goal', acknowledged: ['type-number'] })
  })

  it('may delete a key whatever the catalogue says', async () => {
    const answer = await patch(
      { changes: [{ key: 'gifts_on', from: 'true', to: null }] },
      headers(),
    )
    expect(answer.status).toBe(200)
  })

  it('may name a value that the room has already, but not overwrite another with it', async () => {
    await appCall('set_room_metadata', entries({ gifts_on: 'flase' }))
    const same = { key: 'gifts_on', from: 'flase', to: 'flase' }
    const changes = [same, { key: 'other', from: null, to: `${Math.random()}` }]
    expect((await patch({ changes: changes.slice(0, 1) }, headers())).status).toBe(422)
    const overwrite = await patch({ changes, overwrite: ['gifts_on'] }, headers())
    expect([overwrite.status, codeIn(overwrite.body)]).toEqual([422, 'catalogue.blocked'])
    const kept = await patch({ changes: [same, { key: 'more', from: null, to: '1' }] }, headers())
    expect(kept.status).toBe(200)
  })

  it('that was made before the catalogue blocked it is still answered', async () => {
    await describeKeys()
    const request = { changes: [{ key: 'gifts_old', from: null, to: 'on' }] }
    const key = headers()
    const first = await patch(request, key)
    await describeKeys(product, gifts, goal)
    const repeated = await patch(request, key)
    expect([repeated.status, repeated.body]).toEqual([200, first.body])
  })
})

describe('a restore', () => {
  it('brings back a value that is blocked by now, but no other', async () => {
    await describeKeys()
    const save = async (from: string | null, to: string, more = {}) =>
      patch({ changes: [{ key: 'gifts_shown', from, to }], ...more }, headers())
    await save(null, 'yes')
    const { body } = await save('yes', 'true')
    const restores = endpoints.saveMetadata.response.parse(body).change.id
    await describeKeys(gifts)
    const blocked = [422, 'catalogue.blocked']
    const plain = await save('true', 'yes')
    expect([plain.status, codeIn(plain.body)]).toEqual(blocked)
    const other = await save('true', 'no', { restores })
    expect([other.status, codeIn(other.body)]).toEqual(blocked)
    expect((await save('true', 'yes', { restores })).status).toBe(200)
    const again = await save('yes', 'true')
    expect(again.status).toBe(200)
  })

  it('cannot bring back a value that only a refused save claimed', async () => {
    await describeKeys()
    const claim = { key: 'gifts_claimed', from: 'never', to: 'true' }
    const refused = await patch({ changes: [claim] }, headers())
    const restores = envelopeSchema.parse(refused.body).error.change?.id
    expect(refused.status).toBe(409)
    await describeKeys(gifts)
    const changes = [{ key: 'gifts_claimed', from: null, to: 'never' }]
    const answer = await patch({ changes, restores }, headers())
    expect([answer.status, codeIn(answer.body)]).toEqual([422, 'catalogue.blocked'])
  })
})
