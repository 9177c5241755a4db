'use client'

import type { StreamTopic } from '@/lib/shared/api/stream-events'
import { useEventStream } from './use-event-stream'

/**
 * Calls `onChange` when the list changed, and once the page listens, because changes from before
 * that are missed. `probe` reads the list, to find out whether the person may still do so.
 */
export function useListUpdates(
  topic: StreamTopic,
  onChange: () => void,
  probe: () => Promise<unknown>,
): void {
  const source = { path: `/api/events?topic=${topic}`, topics: [topic], probe }
  useEventStream(source, { onInvalidate: onChange, onStatus: () => undefined })
}
