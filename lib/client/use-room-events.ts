import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { whenIdle } from './idle'
import type { Following, Link } from './room-events'

const AGAIN_MS = 5_000

/**
 * Follows a room from the moment the page is idle: until then it shows what was just read, and the code that follows
 * must not come before the editor can be typed into. `readAt` is the time of the room's last good read.
 */
export function useRoomEvents(slug: string, readAt: string): Link {
  const client = useQueryClient()
  const [link, setLink] = useState<Link>('connecting')
  const following = useRef<Following | null>(null)

  useEffect(() => {
    let left = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const begin = async () => {
      const code = await import('./follow-page').catch(() => null)
      if (left) return
      if (code) following.current = code.followPage(client, slug, setLink)
      else {
        setLink('broken')
        timer = setTimeout(begin, AGAIN_MS)
      }
    }
    const cancel = whenIdle(() => void begin())
    return () => {
      left = true
      cancel()
      clearTimeout(timer)
      following.current?.stop()
      following.current = null
    }
  }, [slug, client])

  const onRead = useEffectEvent((_readAt: string) => following.current?.mayRead())
  useEffect(() => onRead(readAt), [readAt])

  return link
}
