import 'server-only'
import type { Watcher } from '@/lib/shared/api/live-endpoints'
import type { Message } from './messages'

type Announcement = Extract<Message, { type: 'presence' }>

export const ANNOUNCE_MS = 5_000
/** Three announcements: a process that sends none for so long has ended. */
const EXPIRY_MS = 15_000
/**
 * A message between processes holds 7,900 bytes. If the names need more, the last ones are left
 * out.
 */
const MAX_BYTES = 7_000
const MAX_NAME_LENGTH = 40

export type Presence = {
  /**
   * Adds a page that has the room open in this process. A person may have several. Returns a
   * function that removes it.
   */
  join(room: string, person: Watcher): () => void
  /** Stores what another process announces. */
  receive(announcement: Announcement): void
  /** Everyone who has the room open in any process, each person once, sorted by name. */
  list(room: string): Watcher[]
  /**
   * Call it every {@link ANNOUNCE_MS}: announces the people of this process and removes expired
   * ones.
   */
  heartbeat(): void
}

/**
 * Who has which room open, in this and other processes. `onChange` gets a room whose people
 * changed.
 */
export function createPresence(
  processId: string,
  publish: (announcement: Announcement) => void,
  onChange: (room: string) => void,
): Presence {
  const localPages = new Map<string, Watcher[]>()
  const remotePeople = new Map<string, Map<string, { people: Watcher[]; expiresAt: number }>>()

  const listLocal = (room: string) => uniquePeople(localPages.get(room) ?? [])

  function announce(room: string) {
    const people = listLocal(room).map(({ id, name }) => ({
      id,
      name: [...name].slice(0, MAX_NAME_LENGTH).join(''),
    }))
    while (Buffer.byteLength(JSON.stringify(people)) > MAX_BYTES) people.pop()
    publish({ type: 'presence', process: processId, room, people })
  }

  function setLocalPages(room: string, pages: Watcher[]) {
    const before = fingerprint(listLocal(room))
    if (pages.length > 0) localPages.set(room, pages)
    else localPages.delete(room)
    if (fingerprint(listLocal(room)) === before) return
    announce(room)
    onChange(room)
  }

  return {
    join(room, person) {
      // A copy, so that leaving removes this page and no other page of the same person.
      const page = { ...person }
      setLocalPages(room, [...(localPages.get(room) ?? []), page])
      return () =>
        setLocalPages(
          room,
          (localPages.get(room) ?? []).filter((other) => other !== page),
        )
    },
    receive({ process: senderId, room, people }) {
      if (senderId === processId) return
      const peopleBySender = remotePeople.get(room) ?? new Map()
      const before = fingerprint(peopleBySender.get(senderId)?.people ?? [])
      if (people.length > 0) {
        peopleBySender.set(senderId, { people, expiresAt: performance.now() + EXPIRY_MS })
      } else peopleBySender.delete(senderId)
      if (peopleBySender.size > 0) remotePeople.set(room, peopleBySender)
      else remotePeople.delete(room)
      if (fingerprint(people) !== before) onChange(room)
    },
    list: (room) =>
      uniquePeople([
        ...(localPages.get(room) ?? []),
        ...[...(remotePeople.get(room)?.values() ?? [])].flatMap(({ people }) => people),
      ]).sort((a, b) => (a.name < b.name ? -1 : 1)),
    heartbeat() {
      for (const room of localPages.keys()) announce(room)
      const now = performance.now()
      for (const [room, peopleBySender] of remotePeople) {
        const expired = [...peopleBySender].filter(([, { expiresAt }]) => expiresAt <= now)
        for (const [senderId] of expired) peopleBySender.delete(senderId)
        if (peopleBySender.size === 0) remotePeople.delete(room)
        if (expired.length > 0) onChange(room)
      }
    },
  }
}

function uniquePeople(people: readonly Watcher[]): Watcher[] {
  return [...new Map(people.map(({ id, name }) => [id, { id, name }])).values()]
}

const fingerprint = (people: readonly Watcher[]) =>
  people
    .map(({ id }) => id)
    .sort()
    .join('\n')
