import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as roomAsOfRoute from '@/app/api/changes/[id]/room/route'
import * as changeRoute from '@/app/api/changes/[id]/route'
import * as openRoute from '@/app/api/changes/open/route'
import * as peopleRoute from '@/app/api/changes/people/route'
import * as changesRoute from '@/app/api/changes/route'
import * as timelineRoute from '@/app/api/changes/timeline/route'
import * as roomChangesRoute from '@/app/api/rooms/[slug]/changes/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import { endpoints } from '@/lib/shared/api/contract'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { callEndpoint, codeIn, ROOM, setUpEndpoints } from '../testing/endpoints'
import { signedInAs } from '../testing/people'
import { createSaveNext, listChanges } from '../testing/saves'

const saveNext = createSaveNext(metadataRoute)

setUpEndpoints()

describe('the history endpoints', () => {
  it('list changes of a room or of all rooms in pages, newest first', async () => {
    const ids = [await saveNext(), await saveNext(), await saveNext()].reverse()
    const slug = toSlug(ROOM)
    const first = await listChanges(roomChangesRoute, '?limit=2', { slug })
    expect(first.changes.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    const rest = await listChanges(roomChangesRoute, `?limit=2&cursor=${first.next}`, { slug })
    expect(rest).toMatchObject({ changes: [{ id: ids[2] }], next: null })
    const all = await listChanges(
      changesRoute,
      `?room=${encodeURIComponent(ROOM)}&outcome=applied&source=console`,
    )
    expect(all.changes.map(({ id }) => id)).toEqual(ids)
    expect((await listChanges(changesRoute, '?person=unknown')).changes).toEqual([])
    expect((await listChanges(changesRoute, '?since=2999-01-01T00:00:00%2B08:00')).changes).toEqual(
      [],
    )
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
  ])('reject the filter %s', async (query) => {
    const answer = await callEndpoint(changesRoute, 'GET', `/api/changes?${query}`)
    expect([answer.status, codeIn(answer.body)]).toEqual([400, 'request.malformed'])
  })

  it('reject another room as a filter of a room’s history', async () => {
    const path = `/api/rooms/${toSlug(ROOM)}/changes?room=other`
    const answer = await callEndpoint(roomChangesRoute, 'GET', path, {}, { slug: toSlug(ROOM) })
    expect([answer.status, codeIn(answer.body)]).toEqual([400, 'request.malformed'])
  })

  it('return open changes, authors and a timeline', async () => {
    expect((await callEndpoint(openRoute, 'GET', '/api/changes/open')).body).toEqual({
      changes: [],
    })
    const { id, name } = (await signedInAs('admin')).person
    expect((await callEndpoint(peopleRoute, 'GET', '/api/changes/people')).body).toEqual({
      people: [{ id, name }],
    })
    const span = 'since=2020-01-01T00:00:00Z&until=2999-01-01T00:00:00Z'
    const answer = await callEndpoint(timelineRoute, 'GET', `/api/changes/timeline?${span}`)
    const { marks, seen } = endpoints.readTimeline.response.parse(answer.body)
    expect([marks.length > 0, seen]).toEqual([true, null])
    expect((await callEndpoint(timelineRoute, 'GET', '/api/changes/timeline')).status).toBe(400)
  })

  it('return the room as of a change, and 404 for a change that does not exist', async () => {
    const id = await saveNext()
    const asOf = await callEndpoint(roomAsOfRoute, 'GET', `/api/changes/${id}/room`, {}, { id })
    const value = (await listChanges(changesRoute, '?limit=1')).changes[0]?.changes[0]?.to
    expect(asOf.body).toMatchObject({ change: { id }, entries: [{ key: 'n', value }] })
    for (const other of [randomUUID(), '\0', 'x'.repeat(500)]) {
      for (const route of [roomAsOfRoute, changeRoute]) {
        const answer = await callEndpoint(route, 'GET', '/api/changes/x', {}, { id: other })
        expect([answer.status, codeIn(answer.body)]).toEqual([404, 'request.not-found'])
      }
    }
  })
})
