import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { whenIdle } from './idle'
import { changeKey, metadataKey } from './metadata-queries'
import { roomKey, watchersKey } from './one-room'
import type { Following, Link } from './room-events'

/**
 * Milliseconds between two reads of a page that somebody looks at. Also while it follows: a nudge that got lost
 * somewhere leaves it behind for a minute at the most.
 */
const EVERY = { following: 60_000, otherwise: 5_000 }

/**
 * Follows a room from the moment the page is idle: until then it shows what was just read, and the code that follows
 * must not come before the editor can be typed into. While there is no stream, the room is read every few seconds.
 * `readAt` is the time of its last good read.
 */
export function useRoomEvents(slug: string, readAt: string): Link {
  const client = useQueryClient()
  const [link, setLink] = useState<Link>('connecting')
  const following = useRef<Following | null>(null)

  useEffect(() => {
    let left = false
    const keys = {
      // What holds the room may be settled: both are asked at once.
      changed: [metadataKey(slug), changeKey],
      facts: [roomKey(slug)],
      presence: [watchersKey(slug)],
    }
    const news = (what: keyof typeof keys) => {
      for (const queryKey of keys[what]) void client.invalidateQueries({ queryKey })
    }
    const onLink = (next: Link) => {
      setLink(next)
      // A read tells the page what is the matter, such as a session that has ended.
      if (next === 'refused') news('changed')
    }
    const cancel = whenIdle(async () => {
      const events = await import('./room-events').catch(() => null)
      if (left) return
      if (events) following.current = events.followRoom(slug, { news, link: onLink })
      else setLink('broken')
    })
    return () => {
      left = true
      cancel()
      following.current?.stop()
      following.current = null
    }
  }, [slug, client])

  const onRead = useEffectEvent((_readAt: string) => following.current?.mayRead())
  useEffect(() => onRead(readAt), [readAt])

  const every = link === 'following' ? EVERY.following : EVERY.otherwise
  const idle = link === 'connecting' || link === 'refused'
  useEffect(() => {
    if (idle) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'hidden') return
      void client.invalidateQueries({ queryKey: metadataKey(slug) })
    }, every)
    return () => clearInterval(timer)
  }, [client, slug, every, idle])

  return link
}
