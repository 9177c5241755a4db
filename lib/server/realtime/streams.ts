import 'server-only'
import type { Bye, Nudge, Watcher } from '@/lib/shared/api/live-endpoints'
import { createEventStream, type EventStream } from './event-stream'

/** A sixth window takes the place of the one that was opened first: people look at what they opened last. */
const MOST_PER_PERSON = 5
/**
 * Hints for the browser, in milliseconds. Put off for long: it would only push out the next window of that person, so
 * ours waits until somebody looks at it.
 */
const RETRY = { soon: 1_000, spread: 2_000, putOff: 60_000 }

/** `still` tells whether the person may go on watching; asked every few seconds. */
export type Visit = { room: string; person: Watcher; still: () => Promise<boolean> }
type Open = Visit & { stream: EventStream }

export type Streams = {
  /** The body of an event stream; `onEnd` is called once, whoever ends it. */
  open(visit: Visit, onEnd: () => void): ReadableStream<Uint8Array>
  has(room: string): boolean
  count(): number
  nudge(room: string, nudge: Nudge): void
  nudgeAll(nudge: Nudge): void
  /**
   * A beat, so that nobody between us and the browser takes the silence for an end. An event and no comment: a
   * browser tells its page of events only, and the page has to know that the stream is alive.
   */
  heartbeat(): void
  /** Ends the streams of those who may not watch any more; of one person, or of all. */
  recheck(person?: string): Promise<void>
  /** Says `bye` to everybody; from then on nobody is let in. */
  closeAll(): void
}

/** The open event streams of this process. `random` in [0, 1) spreads the browsers' return. */
export function createStreams(random = Math.random): Streams {
  const open = new Set<Open>()
  let closed = false

  const retry = (ms: number) => `retry: ${Math.round(ms)}\n\n`
  const soon = () => RETRY.soon + random() * RETRY.spread
  const eventOf = (room: string, nudge: Nudge, more: { why: Bye; after: number } | object = {}) =>
    `event: ${nudge}\ndata: ${JSON.stringify({ room, at: new Date().toISOString(), ...more })}\n\n`
  const bye = ({ room, stream }: Open, why: Bye, retryMs = soon()) =>
    stream.close(retry(retryMs) + eventOf(room, 'bye', { why, after: Math.round(retryMs) }))

  function makeRoomFor(person: string) {
    const theirs = [...open].filter((each) => each.person.id === person)
    for (const oldest of theirs.slice(0, Math.max(0, theirs.length - MOST_PER_PERSON + 1))) {
      bye(oldest, 'put-off', RETRY.putOff)
    }
  }

  return {
    open(visit, onEnd) {
      makeRoomFor(visit.person.id)
      const stream = createEventStream(() => {
        open.delete(entry)
        onEnd()
      })
      const entry: Open = { ...visit, stream }
      open.add(entry)
      stream.write(retry(soon()))
      if (closed) bye(entry, 'ending')
      return stream.body
    },
    count: () => open.size,
    has: (room) => [...open].some((each) => each.room === room),
    nudge(room, nudge) {
      for (const each of open) if (each.room === room) each.stream.write(eventOf(room, nudge))
    },
    nudgeAll(nudge) {
      for (const { room, stream } of open) stream.write(eventOf(room, nudge))
    },
    heartbeat() {
      for (const { room, stream } of open) stream.write(eventOf(room, 'beat'))
    },
    async recheck(person) {
      const asked = [...open].filter((each) => person === undefined || each.person.id === person)
      await Promise.all(
        asked.map(async (each) => {
          if (!(await each.still())) bye(each, 'refused')
        }),
      )
    },
    closeAll() {
      closed = true
      for (const each of open) bye(each, 'ending')
    },
  }
}
