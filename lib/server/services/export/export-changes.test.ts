import { describe, expect, it, vi } from 'vitest'
import * as exportRoute from '@/app/api/changes/export/route'
import * as changesRoute from '@/app/api/changes/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import { endpoints } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { getRuntime } from '../../runtime/runtime'
import { codeIn, ROOM, setUpEndpoints } from '../../testing/endpoints'
import { signedInAs } from '../../testing/people'
import { createSaveNext, listChanges } from '../../testing/saves'
import { BYTE_ORDER_MARK } from './csv'

const saveNext = createSaveNext(metadataRoute)

setUpEndpoints()

const ODD = '=cmd()\r\n"quoted", 房\u2028'
async function exportFile(query: string, method: 'GET' | 'HEAD' = 'GET') {
  const request = new Request(`http://localhost:3000/api/changes/export?${query}`, {
    method,
    headers: { cookie: (await signedInAs('viewer')).cookie },
  })
  const handler = method === 'GET' ? exportRoute.GET : exportRoute.HEAD
  return handler(request, { params: Promise.resolve(undefined) })
}

describe('an export', () => {
  it('as CSV is safe for spreadsheets: UTF-8 mark, one record per key, UTC times, formulas as text', async () => {
    await saveNext(ODD)
    const answer = await exportFile('format=csv')
    expect(answer.headers.get('content-type')).toContain('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="changes-all-rooms-\d{4}-\d\d-\d\d\.csv"$/,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    // Response.text() would remove the byte order mark.
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8')
    expect(text.startsWith(`${BYTE_ORDER_MARK}"change_id","at","room"`)).toBe(true)
    expect(text).toContain(`,"'${ODD.replaceAll('"', '""')}",`)
    expect(text).toMatch(/,"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",/)
  })

  it('as JSON has the shape of the list endpoint', async () => {
    const answer = await exportFile(`format=json&room=${encodeURIComponent(ROOM)}`)
    expect(answer.headers.get('content-disposition')).toContain(`changes-${toSlug(ROOM)}-`)
    const { changes, next } = endpoints.listChanges.response.parse(await answer.json())
    const listed = await listChanges(changesRoute, `?room=${encodeURIComponent(ROOM)}`)
    expect([changes, next]).toEqual([listed.changes, null])
  })

  it('without matches is a complete, empty file', async () => {
    expect(await (await exportFile('format=json&person=unknown')).json()).toEqual({
      changes: [],
      next: null,
    })
    const csv = await (await exportFile('format=csv&person=unknown')).text()
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1)
  })

  it('is CSV by default and rejects an unknown format', async () => {
    expect((await exportFile('', 'HEAD')).headers.get('content-type')).toContain('text/csv')
    const answer = await exportFile('format=xlsx')
    expect([answer.status, codeIn(await answer.json())]).toEqual([400, 'request.malformed'])
  })

  it('answers HEAD with its headers and reads nothing', async () => {
    const { history } = await getRuntime()
    const each = vi.spyOn(history, 'iteratePages')
    const answer = await exportFile('format=csv', 'HEAD')
    expect([answer.status, answer.body, each.mock.calls.length]).toEqual([200, null, 0])
    each.mockRestore()
  })

  it('fails if the journal cannot be read, and aborts if a later read fails', async () => {
    const { history } = await getRuntime()
    const pages = [await listChanges(changesRoute, '')].map(({ changes }) => changes)
    const failing = async function* (good: typeof pages) {
      yield* good
      throw new Problem('journal.unavailable')
    }
    const each = vi.spyOn(history, 'iteratePages')
    each.mockImplementation(() => failing([]))
    const refused = await exportFile('format=csv')
    expect([refused.status, codeIn(await refused.json())]).toEqual([503, 'journal.unavailable'])
    each.mockImplementation(() => failing(pages))
    const broken = await exportFile('format=csv')
    expect(broken.status).toBe(200)
    await expect(broken.text()).rejects.toThrow()
    each.mockRestore()
  })

  it('stops reading when the client disconnects', async () => {
    const { history } = await getRuntime()
    const { changes } = await listChanges(changesRoute, '')
    let read = 0
    let ended = false
    const each = vi.spyOn(history, 'iteratePages').mockImplementation(async function* () {
      try {
        for (;;) {
          read++
          yield changes
        }
      } finally {
        ended = true
      }
    })
    const answer = await exportFile('format=json')
    await answer.body?.cancel()
    expect(ended).toBe(true)
    expect(read).toBeLessThan(4)
    each.mockRestore()
  })
})
