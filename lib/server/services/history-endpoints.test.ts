import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as roomAsOfDoor from '@/app/api/changes/[id]/room/route'
import * as openDoor from '@/app/api/changes/open/route'
import * as peopleDoor from '@/app/api/changes/people/route'
import * as changesDoor from '@/app/api/changes/route'
import * as timelineDoor from '@/app/api/changes/timeline/route'
import * as roomChangesDoor from '@/app/api/rooms/[slug]/changes/route'
import { endpoints } from '@/lib/shared/api/contract'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { ask, changeDoor, codeIn, ROOM, startDoors, stopDoors } from '../testing/endpoints'
import { as } from '../testing/people'
import { list, saved } from '../testing/saves'

beforeAll(startDoors)
afterAll(stopDoors)

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
    const value = (await list('?limit=1')).changes[0]?.changes[0]?.to
    expect(asOf.body).toMatchObject({ change: { id }, entries: [{ key: 'n', value }] })
    for (const other of [randomUUID(), '\0', 'x'.repeat(500)]) {
      for (const door of [roomAsOfDoor, changeDoor]) {
        const answer = await ask(door, 'GET', '/api/changes/x', {}, { id: other })
        expect([answer.status, codeIn(answer.body)]).toEqual([404, 'request.not-found'])
      }
    }
  })
})
