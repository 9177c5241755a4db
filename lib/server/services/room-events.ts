import 'server-only'
import type { Action } from '@/lib/shared/access/roles'
import type { Watchers } from '@/lib/shared/api/live-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { problems } from '@/lib/shared/api/problem-codes'
import type { StreamTopic } from '@/lib/shared/api/stream-events'
import { type Actor, authorize, type ReauthorizeDeps, reauthorize } from '../auth/authorize'
import type { Realtime } from '../realtime/realtime'

export type RoomEventsDeps = ReauthorizeDeps & { actor: Actor; realtime: Realtime }

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Stops nginx from buffering the stream until it ends.
  'x-accel-buffering': 'no',
}

/**
 * Opens an event stream about a room; it ends when the person loses access. HEAD returns the
 * headers only.
 */
export async function watchRoom(
  deps: RoomEventsDeps,
  { room }: { room: string },
  { method }: { method: string },
): Promise<Response> {
  const { id, name } = authorize(deps, 'events.watch')
  if (method === 'HEAD') return new Response(null, { headers: HEADERS })
  const stream = deps.realtime.openStream({
    room,
    person: { id, name },
    canWatch: () => canStillWatch(deps),
  })
  return new Response(stream, { headers: HEADERS })
}

/**
 * Opens one event stream about several rooms and lists; it ends when the person may no longer read
 * one of them. It does not count as presence.
 */
export async function watchTopics(
  deps: RoomEventsDeps,
  { rooms = [], topic: topics = [] }: { rooms?: readonly string[]; topic?: readonly StreamTopic[] },
  { method }: { method: string },
): Promise<Response> {
  // Viewers may watch all but the list of people, so one check says whether a person may go on.
  const action = topics.includes('people') ? 'people.list' : 'events.watch'
  const { id, name } = authorize(deps, action)
  if (method === 'HEAD') return new Response(null, { headers: HEADERS })
  const stream = deps.realtime.openStream({
    rooms,
    topics,
    person: { id, name },
    canWatch: () => canStillWatch(deps, action),
  })
  return new Response(stream, { headers: HEADERS })
}

/** The people who have the room open. */
export async function readWatchers(
  deps: RoomEventsDeps,
  { room }: { room: string },
): Promise<Watchers> {
  const { id } = authorize(deps, 'events.watch')
  return { people: deps.realtime.listWatchers(room), me: id }
}

/**
 * Only a refusal ends a stream. While the store is down streams stay open; they carry no room data.
 */
async function canStillWatch(
  deps: RoomEventsDeps,
  action: Action = 'events.watch',
): Promise<boolean> {
  try {
    await reauthorize(deps, action)
    return true
  } catch (error) {
    const status = error instanceof Problem ? problems[error.code].status : 500
    return status !== 401 && status !== 403
  }
}
