import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { metadataQuery } from '@/lib/client/api/metadata-queries'
import { roomDetailQueries } from '@/lib/client/api/room-detail-queries'
import { changeQueryKey, newestChangesKey } from '@/lib/client/api/save-queries'
import type { EventStream, StreamStatus } from '@/lib/client/events/event-stream'
import { openRoomEventStream } from './room-event-stream'

/**
 * How often a visible page reads the room, in ms. It also polls while the event stream is open, so
 * a lost event delays the page by one minute at most.
 */
const POLL_MS = { live: 60_000, otherwise: 5_000 }

/**
 * Keeps the page up to date while it is mounted, and returns the status of its event stream.
 * `readAt` (ISO 8601) is the time of the room's last successful read.
 */
export function useLiveUpdates(slug: string, readAt: string): StreamStatus {
  const client = useQueryClient()
  const [status, setStatus] = useState<StreamStatus>('connecting')
  const updates = useRef<EventStream | null>(null)

  useEffect(() => {
    const current = startLiveUpdates(client, slug, setStatus)
    updates.current = current
    return () => current.close()
  }, [slug, client])

  const onRead = useEffectEvent((_readAt: string) => updates.current?.reopenIfRefused())
  useEffect(() => onRead(readAt), [readAt])

  return status
}

/** Refreshes a room's queries on each event of its stream, and by polling. */
function startLiveUpdates(
  client: QueryClient,
  slug: string,
  onStatus: (status: StreamStatus) => void,
): EventStream {
  const queryKeys = {
    // The change that locks the room may have settled, so both are read.
    changed: [metadataQuery(slug).queryKey, changeQueryKey, newestChangesKey(slug)],
    facts: [roomDetailQueries.detail(slug).queryKey],
    presence: [roomDetailQueries.watchers(slug).queryKey],
  }
  const refresh = (topic: keyof typeof queryKeys) => {
    for (const queryKey of queryKeys[topic]) void client.invalidateQueries({ queryKey })
  }
  let timer: ReturnType<typeof setInterval> | undefined

  function poll() {
    if (document.visibilityState === 'visible') refresh('changed')
  }

  function handleStatus(status: StreamStatus) {
    onStatus(status)
    clearInterval(timer)
    // One read shows the reason, such as an ended session. More reads would only repeat it.
    if (status === 'refused') return refresh('changed')
    timer = setInterval(poll, status === 'live' ? POLL_MS.live : POLL_MS.otherwise)
  }

  const stream = openRoomEventStream(slug, { onInvalidate: refresh, onStatus: handleStatus })
  return {
    ...stream,
    close() {
      clearInterval(timer)
      stream.close()
    },
  }
}
