import { describe, expect, it } from 'vitest'
import * as presetRoute from '@/app/api/presets/[id]/route'
import * as presetsRoute from '@/app/api/presets/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import { endpoints } from '@/lib/shared/api/contract'
import type { Preset } from '@/lib/shared/presets/preset'
import {
  callEndpoint,
  codeIn,
  createPatch,
  SAME_ORIGIN,
  setUpEndpoints,
} from '../testing/endpoints'

setUpEndpoints()

const entries = [{ key: 'theme', value: 'dark' }]
const send = (method: 'POST' | 'PATCH' | 'DELETE', id: string | null, body?: object) =>
  callEndpoint(
    id === null ? presetsRoute : presetRoute,
    method,
    `/api/presets${id === null ? '' : `/${id}`}`,
    { headers: SAME_ORIGIN, ...(body && { body: JSON.stringify(body) }) },
    id === null ? undefined : { id },
    'editor',
  )
const presetIn = (body: unknown): Preset => endpoints.addPreset.response.parse(body).preset

async function add(name: string): Promise<Preset> {
  const { status, body } = await send('POST', null, { name, entries })
  expect(status).toBe(201)
  return presetIn(body)
}

describe('presets over HTTP', () => {
  it('are added, listed, changed and deleted by an editor, and read by a viewer', async () => {
    const { id, version } = await add('  Evening ')
    const list = async () => {
      const { body } = await callEndpoint(presetsRoute, 'GET', '/api/presets', {}, {}, 'viewer')
      return endpoints.listPresets.response.parse(body).presets
    }
    expect(await list()).toMatchObject([{ id, name: 'Evening', entries, uses: 0 }])
    const changed = await send('PATCH', id, { version, name: 'Night', entries })
    expect(presetIn(changed.body)).toMatchObject({ name: 'Night', version: version + 1 })
    const stale = await send('PATCH', id, { version, name: 'Noon', entries })
    expect([stale.status, codeIn(stale.body)]).toEqual([409, 'preset.changed'])
    expect((await send('DELETE', id)).status).toBe(200)
    expect((await send('DELETE', id)).status).toBe(404)
    expect(await list()).toEqual([])
  })

  it.each([
    [{ name: ' ', entries }, 'request.malformed'],
    [{ name: 'n'.repeat(101), entries }, 'request.malformed'],
    [{ name: 'a\u202eb', entries }, 'request.malformed'],
    [{ name: 'Empty', entries: [] }, 'changes.empty'],
    [{ name: 'Long', entries: [{ key: 'a', value: 'v'.repeat(2_049) }] }, 'value.too-long'],
    [{ name: 'Twice', entries: [...entries, ...entries] }, 'key.duplicate'],
    [
      {
        name: 'Full',
        entries: Array.from({ length: 11 }, (_, n) => ({ key: `k${n}`, value: '' })),
      },
      'room.too-many-keys',
    ],
  ])('refuse %j', async (body, code) => {
    expect(codeIn((await send('POST', null, body)).body)).toBe(code)
  })

  it('are named by the saves that were made with them', async () => {
    const { id } = await add('Named')
    const patch = createPatch(metadataRoute)
    const changes = [{ key: 'theme', from: null, to: 'dark' }]
    const headers = { ...SAME_ORIGIN, 'idempotency-key': '00000000-0000-4000-8000-0000000000a1' }
    const saved = await patch({ changes, preset: id }, headers)
    expect(endpoints.saveMetadata.response.parse(saved.body).change.preset).toEqual({
      id,
      name: 'Named',
    })
    // The preset is part of the request.
    const other = await patch({ changes }, headers)
    expect(codeIn(other.body)).toBe('save.key-reused')
    await send('DELETE', id)
    const repeated = await patch({ changes, preset: id }, headers)
    expect(repeated.status).toBe(200)
  })
})
