import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as roomAsOfDoor from '@/app/api/changes/[id]/room/route'
import * as exportDoor from '@/app/api/changes/export/route'
import * as openDoor from '@/app/api/changes/open/route'
import * as peopleDoor from '@/app/api/changes/people/route'
import * as changesDoor from '@/app/api/changes/route'
import * as timelineDoor from '@/app/api/changes/timeline/route'
import * as roomChangesDoor from '@/app/api/rooms/[slug]/changes/route'
import { endpoints } from '@/lib/shared/contract'
import { Problem } from '@/lib/shared/problem'
import { slugOf } from '@/lib/shared/room-slug'
import { BYTE_ORDER_MARK } from './export/csv'
import { runtime } from './runtime'
import {
  ask,
  changeDoor,
  codeIn,
  type Door,
  OWN,
  patch,
  ROOM,
  startDoors,
  stopDoors,
} from './testing/doors'
import { as } from './testing/people'

beforeAll(startDoors)
afterAll(stopDoors)

const ODD = '=cmd()\r\n"quoted", 房\u2028'
let value = 0
/** A save in the room with the odd id; the answer is its id. */
async function saved(note?: string): Promise<string> {
  const from = value === 0 ? null : `${value}`
  const to = `${++value}`
  const body = { changes: [{ key: 'n', from, to }], ...(note !== undefined && { note }) }
  const answer = await patch(body, { ...OWN, 'idempotency-key': randomUUID() })
  return endpoints.saveMetadata.reply.parse(answer.body).change.id
}

async function list(query = '', door: Door = changesDoor, params?: Record<string, string>) {
  const { body } = await ask(door, 'GET', `/api/changes${query}`, {}, params)
  return endpoints.listChanges.reply.parse(body)
}

async function file(query: string, method: 'GET' | 'HEAD' = 'GET') {
  const request = new Request(`http://localhost:3000/api/changes/export?${query}`, {
    method,
    headers: { cookie: (await as('viewer')).cookie },
  })
  const door = method === 'GET' ? exportDoor.GET : exportDoor.HEAD
  return door(request, { params: Promise.resolve(undefined) })
}

describe('a history', () => {
  it('is read page by page, newest first, of a room or of all', async () => {
    const ids = [await saved(), await saved(), await saved()].reverse()
    const slug = slugOf(ROOM)
    const first = await list('?limit=2', roomChangesDoor, { slug })
    expect(first.changes.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    const rest = await list(`?limit=2&cursor=${first.next}`, roomChangesDoor, { slug })
    expect(rest).toMatchObject({ changes: [{ id: ids[2] }], next: null })
    const all = await list(`?room=${encodeURIComponent(ROOM)}&outcome=applied&source=console`)
    expect(all.changes.map(({ id }) => id)).toEqual(ids)
    expect((await list('?person=nobody')).changes).toEqual([])
    expect((await list('?since=2999-01-01T00:00:00%2B08:00')).changes).toEqual([])
  })

  it.each([
    'outcome=won',
    'source=elsewhere',
    'since=yesterday',
    'until=2026-01-01',
    'limit=26',
    'person=%00',
    'page=2',
    'cursor=x',
  ])('refuses the filter %s', async (query) => {
    const answer = await ask(changesDoor, 'GET', `/api/changes?${query}`)
    expect([answer.status, codeIn(answer.body)]).toEqual([400, 'request.malformed'])
  })

  it('of a room takes no other room', async () => {
    const path = `/api/rooms/${slugOf(ROOM)}/changes?room=other`
    const answer = await ask(roomChangesDoor, 'GET', path, {}, { slug: slugOf(ROOM) })
    expect([answer.status, codeIn(answer.body)]).toEqual([400, 'request.malformed'])
  })

  it('answers what is open, who saved, and a stretch of time', async () => {
    expect((await ask(openDoor, 'GET', '/api/changes/open')).body).toEqual({ changes: [] })
    const { id, name } = (await as('admin')).person
    expect((await ask(peopleDoor, 'GET', '/api/changes/people')).body).toEqual({
      people: [{ id, name }],
    })
    const span = 'since=2020-01-01T00:00:00Z&until=2999-01-01T00:00:00Z'
    const answer = await ask(timelineDoor, 'GET', `/api/changes/timeline?${span}`)
    const { marks, seen } = endpoints.readTimeline.reply.parse(answer.body)
    expect([marks.length > 0, seen]).toEqual([true, null])
    expect((await ask(timelineDoor, 'GET', '/api/changes/timeline')).status).toBe(400)
  })

  it('shows the room as of a change, and 404 for a change that never was', async () => {
    const id = await saved()
    const asOf = await ask(roomAsOfDoor, 'GET', `/api/changes/${id}/room`, {}, { id })
    expect(asOf.body).toMatchObject({ change: { id }, entries: [{ key: 'n', value: `${value}` }] })
    for (const other of [randomUUID(), '\0', 'x'.repeat(500)]) {
      for (const door of [roomAsOfDoor, changeDoor]) {
        const answer = await ask(door, 'GET', '/api/changes/x', {}, { id: other })
        expect([answer.status, codeIn(answer.body)]).toEqual([404, 'request.not-found'])
      }
    }
  })
})

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

  it('needs a format', async () => {
    const answer = await file('')
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
