import { call } from '@/lib/client/api/api'
import { problemFrom } from '@/lib/client/api/metadata-queries'
import { BEAT_MS, liveEndpoints, type Nudge } from '@/lib/shared/api/live-endpoints'
import { problems } from '@/lib/shared/api/problems'

/**
 * Where a page stands with the stream of its room: `broken` = it tries again, `put-off` = newer windows of this person
 * have taken its place, `refused` = whoever sits here may not watch (any more).
 */
export type Link = 'connecting' | 'following' | 'broken' | 'put-off' | 'refused'

/** Milliseconds. `silent`: a stream of which nothing was heard for so long is dead, whatever the browser believes. */
const WAIT = { opening: 15_000, silent: 2.5 * BEAT_MS, first: 1_000, longest: 30_000 }

const NEWS = ['changed', 'facts', 'presence'] as const satisfies Nudge[]

type Hearer = {
  /** To be read again: at each nudge, and all of it each time the stream is there anew. */
  news(what: (typeof NEWS)[number]): void
  link(link: Link): void
}

export type Following = {
  stop(): void
  /** The room was just read: if the stream was refused, there is a session again. */
  mayRead(): void
}

/**
 * Follows a room by its event stream until it is stopped. A browser reconnects by itself only where the
 * network broke, not after an error of ours and not always after sleep, and tells no status: so this keeps its own
 * time. It comes back after a break with growing pauses, at once when the window is looked at or the network is
 * back, and not at all by itself where a newer window took its place or the session is over. A page that nobody has
 * seen yet opens no stream; one that was seen keeps it in the background, since others are told who has the room open.
 */
export function followRoom(slug: string, hearer: Hearer): Following {
  let stream: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let heardAt = 0
  let failures = 0
  let link: Link = 'connecting'

  function tell(next: Link) {
    if (next === link) return
    link = next
    hearer.link(next)
  }

  function close() {
    clearTimeout(timer)
    stream?.close()
    stream = null
  }

  function connect() {
    close()
    stream = new EventSource(`/api/rooms/${slug}/events`)
    stream.onopen = () => {
      heard()
      tell('following')
      for (const what of NEWS) hearer.news(what)
    }
    stream.onerror = broken
    stream.addEventListener('beat', alive)
    stream.addEventListener('bye', ({ data }) => leave(data))
    for (const what of NEWS) {
      stream.addEventListener(what, () => {
        alive()
        hearer.news(what)
      })
    }
    timer = setTimeout(broken, WAIT.opening)
  }

  function heard() {
    heardAt = Date.now()
    clearTimeout(timer)
    timer = setTimeout(broken, WAIT.silent)
  }

  /** Only now: a server that opens streams and drops them at once is one more failure each time. */
  function alive() {
    failures = 0
    heard()
  }

  function leave(data: unknown) {
    const bye = byeOf(data)
    close()
    tell(bye?.why === 'put-off' ? 'put-off' : 'broken')
    if (link !== 'put-off') timer = setTimeout(connect, bye?.after ?? WAIT.first)
  }

  /** Where the server said no, it is asked once why: nobody knocks again and again without a session. */
  async function broken() {
    const refused = stream?.readyState === EventSource.CLOSED
    close()
    tell('broken')
    const pause = Math.min(WAIT.first * 2 ** failures++, WAIT.longest) * (0.5 + Math.random() / 2)
    timer = setTimeout(connect, pause)
    const waiting = timer
    if (!refused || !(await mayNotWatch(slug)) || timer !== waiting) return
    clearTimeout(timer)
    tell('refused')
  }

  /** Somebody looks, or the network is back. After a sleep the stream may be dead without anybody having noticed. */
  function wake() {
    if (document.visibilityState === 'hidden' && link === 'connecting') return
    if (stream && Date.now() - heardAt < WAIT.silent) return
    if (stream) tell('broken')
    connect()
  }

  function onVisible() {
    if (document.visibilityState === 'visible') wake()
  }

  /** Only a hint: a machine without a network may still reach a console of its own. */
  function onOffline() {
    if (stream) void broken()
  }

  /** A page that is put aside whole must have no stream open, or the browser throws it away instead. */
  function onHide() {
    close()
    tell('connecting')
  }

  const own = { pageshow: wake, pagehide: onHide, focus: wake, online: wake, offline: onOffline }
  for (const [name, act] of Object.entries(own)) addEventListener(name, act)
  document.addEventListener('visibilitychange', onVisible)
  onVisible()

  return {
    stop() {
      close()
      for (const [name, act] of Object.entries(own)) removeEventListener(name, act)
      document.removeEventListener('visibilitychange', onVisible)
    },
    mayRead() {
      if (link === 'refused') connect()
    },
  }
}

async function mayNotWatch(slug: string): Promise<boolean> {
  try {
    await call('readWatchers', { path: { slug } })
    return false
  } catch (error) {
    const { status } = problems[problemFrom(error).code]
    return status === 401 || status === 403
  }
}

function byeOf(data: unknown) {
  try {
    return liveEndpoints.watchRoom.reply.parse(JSON.parse(String(data)))
  } catch {
    // A later version may say it otherwise; what counts is that the stream ends.
    return null
  }
}
