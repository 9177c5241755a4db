import 'server-only'
import type { Watcher } from '@/lib/shared/api/live-endpoints'
import type { Message } from './messages'

type Announcement = Extract<Message, { type: 'presence' }>

/** Said again every five seconds; who was silent for three times that is gone (its process was killed). */
export const ANNOUNCE_MS = 5_000
const EXPIRY_MS = 15_000
/** A message on the bus holds 7,900 bytes. Of a crowd some are not named. */
const MOST_BYTES = 7_000
const LONGEST_NAME = 40

export type Watchers = {
  /** Somebody opens a room here; call the answer when they leave. A person may have it open many times. */
  join(room: string, person: Watcher): () => void
  heard(announcement: Announcement): void
  /** Everybody who has the room open in any process, each once, by name. */
  of(room: string): Watcher[]
  /** To be called every {@link ANNOUNCE_MS}: announces who is here and forgets who expired. */
  beat(): void
}

/** Who has which room open, here and in other processes. `changed` is called with a room whose people changed. */
export function createWatchers(
  process: string,
  publish: (announcement: Announcement) => void,
  changed: (room: string) => void,
): Watchers {
  const here = new Map<string, Watcher[]>()
  const elsewhere = new Map<string, Map<string, { people: Watcher[]; until: number }>>()

  const peopleHere = (room: string) => distinct(here.get(room) ?? [])

  function announce(room: string) {
    const people = peopleHere(room).map(({ id, name }) => ({
      id,
      name: [...name].slice(0, LONGEST_NAME).join(''),
    }))
    while (Buffer.byteLength(JSON.stringify(people)) > MOST_BYTES) people.pop()
    publish({ type: 'presence', process, room, people })
  }

  function update(room: string, people: Watcher[]) {
    const before = idsOf(peopleHere(room))
    if (people.length > 0) here.set(room, people)
    else here.delete(room)
    if (idsOf(peopleHere(room)) === before) return
    announce(room)
    changed(room)
  }

  return {
    join(room, person) {
      // A copy of its own, so that each leave takes one away.
      const one = { ...person }
      update(room, [...(here.get(room) ?? []), one])
      return () =>
        update(
          room,
          (here.get(room) ?? []).filter((each) => each !== one),
        )
    },
    heard({ process: from, room, people }) {
      if (from === process) return
      const rooms = elsewhere.get(room) ?? new Map()
      const before = idsOf(rooms.get(from)?.people ?? [])
      if (people.length > 0) rooms.set(from, { people, until: Date.now() + EXPIRY_MS })
      else rooms.delete(from)
      if (rooms.size > 0) elsewhere.set(room, rooms)
      else elsewhere.delete(room)
      if (idsOf(people) !== before) changed(room)
    },
    of: (room) =>
      distinct([
        ...(here.get(room) ?? []),
        ...[...(elsewhere.get(room)?.values() ?? [])].flatMap(({ people }) => people),
      ]).sort((a, b) => (a.name < b.name ? -1 : 1)),
    beat() {
      for (const room of here.keys()) announce(room)
      const now = Date.now()
      for (const [room, processes] of elsewhere) {
        const expired = [...processes].filter(([, { until }]) => until <= now)
        for (const [from] of expired) processes.delete(from)
        if (processes.size === 0) elsewhere.delete(room)
        if (expired.length > 0) changed(room)
      }
    },
  }
}

function distinct(people: readonly Watcher[]): Watcher[] {
  return [...new Map(people.map(({ id, name }) => [id, { id, name }])).values()]
}

const idsOf = (people: readonly Watcher[]) =>
  people
    .map(({ id }) => id)
    .sort()
    .join('\n')
