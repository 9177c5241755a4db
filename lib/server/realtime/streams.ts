import 'server-only'
import type { Watcher } from '@/lib/shared/api/live-endpoints'
import type { CloseReason, StreamEvent, StreamTopic } from '@/lib/shared/api/stream-events'
import { createEventStream, type EventStream } from './event-stream'

/** A sixth stream replaces the oldest one: people look at the window they opened last. */
const MAX_STREAMS_PER_PERSON = 5
/**
 * When the browser reconnects, in milliseconds. A superseded window waits long, because it would
 * only supersede another window of that person; it reconnects at once when it becomes visible.
 */
const RETRY = { minMs: 1_000, spreadMs: 2_000, supersededMs: 60_000 }

/** What a stream is about: a room that is open in an editor, or rooms and lists on another page. */
type StreamSubject =
  | { room: string; rooms?: never; topics?: never }
  | { room?: never; rooms?: readonly string[]; topics?: readonly StreamTopic[] }

/** `canWatch` is called every few seconds; the stream ends when it resolves to false. */
export type StreamRequest = StreamSubject & { person: Watcher; canWatch: () => Promise<boolean> }
type OpenStream = StreamRequest & { stream: EventStream }

export type Streams = {
  /** Returns the body of a new event stream. `onEnd` runs once, whichever side ends the stream. */
  open(request: StreamRequest, onEnd: () => void): ReadableStream<Uint8Array>
  /** Whether the room is open in an editor. */
  has(room: string): boolean
  count(): number
  sendEvent(room: string, event: StreamEvent): void
  /** Sends the event to the streams of all rooms. */
  sendEventToAll(event: StreamEvent): void
  /** Tells the streams of the topic that its list changed. */
  sendTopicEvent(topic: StreamTopic): void
  /**
   * Keeps proxies from closing silent connections. An event instead of a comment, because the page
   * must see that the stream is alive, and browsers hide comments from it.
   */
  heartbeat(): void
  /** Ends the streams whose person may no longer watch; checks one person or everyone. */
  recheck(personId?: string): Promise<void>
  /** Ends every stream with `bye`, also those that are opened later. */
  closeAll(): void
}

/** The open event streams of this process. `random` in [0, 1) spreads the browsers' reconnects. */
export function createStreams(random = Math.random): Streams {
  const openStreams = new Set<OpenStream>()
  let isClosed = false

  const retryField = (ms: number) => `retry: ${Math.round(ms)}\n\n`
  const randomRetryMs = () => RETRY.minMs + random() * RETRY.spreadMs
  const formatEvent = (
    room: string | undefined,
    event: StreamEvent,
    more: { why: CloseReason; after: number } | object = {},
  ) => {
    const data = { room, at: new Date().toISOString(), ...more }
    return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
  }
  const endStream = ({ room, stream }: OpenStream, why: CloseReason, retryMs = randomRetryMs()) => {
    const bye = formatEvent(room, 'bye', { why, after: Math.round(retryMs) })
    stream.close(retryField(retryMs) + bye)
  }

  function endOldestStreams(personId: string) {
    const streamsOfPerson = [...openStreams].filter(
      (openStream) => openStream.person.id === personId,
    )
    const excess = Math.max(0, streamsOfPerson.length - MAX_STREAMS_PER_PERSON + 1)
    for (const oldest of streamsOfPerson.slice(0, excess))
      endStream(oldest, 'put-off', RETRY.supersededMs)
  }

  return {
    open(request, onEnd) {
      endOldestStreams(request.person.id)
      const stream = createEventStream(() => {
        openStreams.delete(openStream)
        onEnd()
      })
      const openStream: OpenStream = { ...request, stream }
      openStreams.add(openStream)
      stream.write(retryField(randomRetryMs()))
      if (isClosed) endStream(openStream, 'ending')
      return stream.body
    },
    count: () => openStreams.size,
    has: (room) => [...openStreams].some((openStream) => openStream.room === room),
    sendEvent(room, event) {
      for (const openStream of openStreams) {
        const isWatched = openStream.room === room || openStream.rooms?.includes(room)
        if (isWatched) openStream.stream.write(formatEvent(room, event))
      }
    },
    sendEventToAll(event) {
      for (const { room, rooms = [], stream } of openStreams) {
        // One event for all rooms of a stream, so that its buffer cannot overflow.
        if (room !== undefined || rooms.length > 0) stream.write(formatEvent(room, event))
      }
    },
    sendTopicEvent(topic) {
      for (const openStream of openStreams)
        if (openStream.topics?.includes(topic))
          openStream.stream.write(formatEvent(undefined, topic))
    },
    heartbeat() {
      for (const { room, stream } of openStreams) stream.write(formatEvent(room, 'beat'))
    },
    async recheck(personId) {
      const toCheck = [...openStreams].filter(
        ({ person }) => personId === undefined || person.id === personId,
      )
      await Promise.all(
        toCheck.map(async (openStream) => {
          if (!(await openStream.canWatch())) endStream(openStream, 'refused')
        }),
      )
    },
    closeAll() {
      isClosed = true
      for (const openStream of openStreams) endStream(openStream, 'ending')
    },
  }
}
