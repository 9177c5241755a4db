'use client'

import { useEffect, useEffectEvent } from 'react'
import type { StreamEvent } from '@/lib/shared/api/stream-events'
import { runWhenIdle } from '../browser/idle'
import { type EventStreamListener, type EventStreamSource, openEventStream } from './event-stream'

/** Keeps an event stream open while the page is mounted, from when it is idle. */
export function useEventStream<Topic extends StreamEvent>(
  { path, topics, probe }: EventStreamSource<Topic>,
  { onInvalidate, onStatus }: EventStreamListener<Topic>,
): void {
  const onEvent = useEffectEvent((topic: Topic) => onInvalidate(topic))
  const onStatusChange = useEffectEvent(onStatus)
  const onProbe = useEffectEvent(() => probe())
  const open = useEffectEvent(() =>
    openEventStream(
      { path, topics, probe: () => onProbe() },
      { onInvalidate: (topic) => onEvent(topic), onStatus: (status) => onStatusChange(status) },
    ),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the topics are part of the path
  useEffect(() => {
    let close = () => {}
    const cancel = runWhenIdle(() => {
      close = open().close
    })
    return () => {
      cancel()
      close()
    }
  }, [path])
}
