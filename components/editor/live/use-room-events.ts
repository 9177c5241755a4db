import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { followPage } from './follow-page'
import type { Following, Link } from './room-events'

/** Follows a room for as long as the page shows it. `readAt` is the time of the room's last good read. */
export function useRoomEvents(slug: string, readAt: string): Link {
  const client = useQueryClient()
  const [link, setLink] = useState<Link>('connecting')
  const following = useRef<Following | null>(null)

  useEffect(() => {
    const page = followPage(client, slug, setLink)
    following.current = page
    return () => page.stop()
  }, [slug, client])

  const onRead = useEffectEvent((_readAt: string) => following.current?.mayRead())
  useEffect(() => onRead(readAt), [readAt])

  return link
}
