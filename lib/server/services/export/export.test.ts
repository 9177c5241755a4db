import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as exportDoor from '@/app/api/changes/export/route'
import { endpoints } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { runtime } from '../../runtime/runtime'
import { codeIn, ROOM, startDoors, stopDoors } from '../../testing/endpoints'
import { as } from '../../testing/people'
import { list, saved } from '../../testing/saves'
import { BYTE_ORDER_MARK } from './csv'

beforeAll(startDoors)
afterAll(stopDoors)

const ODD = '=cmd()\r\n"quoted", 房\u2028'
async function file(query: string, method: 'GET' | 'HEAD' = 'GET') {
  const request = new Request(`http://localhost:3000/api/changes/export?${query}`, {
    method,
    headers: { cookie: (await as('viewer')).cookie },
  })
  const door = method === 'GET' ? exportDoor.GET : exportDoor.HEAD
  return door(request, { params: Promise.resolve(undefined) })
}

describe('an export', () => {
  it('as CSV is a file for spreadsheets: marked as UTF-8, a record a key, times in UTC, formulas as text', async () => {
    await saved(ODD)
    const answer = await file('format=csv')
    expect(answer.headers.get('content-type')).toContain('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="changes-all-rooms-\d{4}-\d\d-\d\d\.csv"$/,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    // Decoding would take the mark off.
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8')
    expect(text.startsWith(`${BYTE_ORDER_MARK}"change_id","at","room"`)).toBe(true)
    expect(text).toContain(`,"'${ODD.replaceAll('"', '""')}",`)
    expect(text).toMatch(/,"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",/)
  })

  it('as JSON is the changes as the list answers them', async () => {
    const answer = await file(`format=json&room=${encodeURIComponent(ROOM)}`)
    expect(answer.headers.get('content-disposition')).toContain(`changes-${slugOf(ROOM)}-`)
    const { changes, next } = endpoints.listChanges.reply.parse(await answer.json())
    const listed = await list(`?room=${encodeURIComponent(ROOM)}`)
    expect([changes, next]).toEqual([listed.changes, null])
  })

  it('of nothing is a whole, empty file', async () => {
    expect(await (await file('format=json&person=nobody')).json()).toEqual({
      changes: [],
      next: null,
    })
    const csv = await (await file('format=csv&person=nobody')).text()
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1)
  })

  it('is CSV where no format is asked for, and nothing in a format there is not', async () => {
    expect((await file('', 'HEAD')).headers.get('content-type')).toContain('text/csv')
    const answer = await file('format=xlsx')
    expect([answer.status, codeIn(await answer.json())]).toEqual([400, 'request.malformed'])
  })

  it('tells its headers to HEAD and reads nothing', async () => {
    const { history } = await runtime()
    const each = vi.spyOn(history, 'each')
    const answer = await file('format=csv', 'HEAD')
    expect([answer.status, answer.body, each.mock.calls.length]).toEqual([200, null, 0])
    each.mockRestore()
  })

  it('from a journal that cannot be read is an error, and one that fails on the way breaks off', async () => {
    const { history } = await runtime()
    const pages = [await list('')].map(({ changes }) => changes)
    const failing = async function* (good: typeof pages) {
      yield* good
      throw new Problem('journal.unavailable')
    }
    const each = vi.spyOn(history, 'each')
    each.mockImplementation(() => failing([]))
    const refused = await file('format=csv')
    expect([refused.status, codeIn(await refused.json())]).toEqual([503, 'journal.unavailable'])
    each.mockImplementation(() => failing(pages))
    const broken = await file('format=csv')
    expect(broken.status).toBe(200)
    await expect(broken.text()).rejects.toThrow()
    each.mockRestore()
  })

  it('reads no further when nobody takes it any more', async () => {
    const { history } = await runtime()
    const { changes } = await list('')
    let read = 0
    let ended = false
    const each = vi.spyOn(history, 'each').mockImplementation(async function* () {
      try {
        for (;;) {
          read++
          yield changes
        }
      } finally {
        ended = true
      }
    })
    const answer = await file('format=json')
    await answer.body?.cancel()
    expect(ended).toBe(true)
    expect(read).toBeLessThan(4)
    each.mockRestore()
  })
})
