'use client'

import { useEffect, useEffectEvent } from 'react'
import { openEventStream } from '@/lib/client/browser/event-stream'
import { runWhenIdle } from '@/lib/client/browser/idle'
import type { StreamTopic } from '@/lib/shared/api/stream-events'

/**
 * Calls `onChange` when the list changed, and once the page listens, because changes from before
 * that are missed. `probe` reads the list, to find out whether the person may still do so.
 */
export function useListUpdates(
  topic: StreamTopic,
  onChange: () => void,
  probe: () => Promise<unknown>,
): void {
  const onInvalidate = useEffectEvent(() => onChange())
  const onProbe = useEffectEvent(() => probe())
  useEffect(() => {
    let close = () => {}
    const cancel = runWhenIdle(() => {
      const stream = openEventStream(
        { path: `/api/events?topic=${topic}`, topics: [topic], probe: () => onProbe() },
        { onInvalidate: () => onInvalidate(), onStatus: () => undefined },
      )
      close = stream.close
    })
    return () => {
      cancel()
      close()
    }
  }, [topic])
}
