import type { QueryClient } from '@tanstack/react-query'
import { changeKey, metadataKey } from '@/lib/client/api/metadata-queries'
import { roomKey, watchersKey } from '@/lib/client/api/one-room'
import { type Following, followRoom, type Link } from './room-events'

/**
 * Milliseconds between two reads of a page that somebody looks at. Also while it follows: a nudge that got lost
 * somewhere leaves it behind for a minute at the most.
 */
const EVERY = { following: 60_000, otherwise: 5_000 }

/** Keeps what a page shows of a room fresh: by its event stream, and while there is none by reading now and then. */
export function followPage(
  client: QueryClient,
  slug: string,
  onLink: (link: Link) => void,
): Following {
  const keys = {
    // What holds the room may be settled: both are asked at once.
    changed: [metadataKey(slug), changeKey],
    facts: [roomKey(slug)],
    presence: [watchersKey(slug)],
  }
  const news = (what: keyof typeof keys) => {
    for (const queryKey of keys[what]) void client.invalidateQueries({ queryKey })
  }
  let timer: ReturnType<typeof setInterval> | undefined

  function read() {
    if (document.visibilityState === 'visible') news('changed')
  }

  function link(next: Link) {
    onLink(next)
    clearInterval(timer)
    // A read tells the page what is the matter, such as a session that has ended; more of them would tell the same.
    if (next === 'refused') return news('changed')
    timer = setInterval(read, next === 'following' ? EVERY.following : EVERY.otherwise)
  }

  const room = followRoom(slug, { news, link })
  return {
    ...room,
    stop() {
      clearInterval(timer)
      room.stop()
    },
  }
}
