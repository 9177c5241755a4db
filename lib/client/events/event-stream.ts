import { toProblem } from '@/lib/shared/api/problem'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import { type CloseReason, HEARTBEAT_MS, type StreamEvent } from '@/lib/shared/api/stream-events'

/**
 * - `live`: the stream is open.
 * - `reconnecting`: the stream broke and is tried again.
 * - `superseded`: newer windows of the same person use up that person's streams.
 * - `refused`: the user may not watch this (any more).
 */
export type StreamStatus = 'connecting' | 'live' | 'reconnecting' | 'superseded' | 'refused'

const OPEN_TIMEOUT_MS = 15_000
/** A stream without any event for this long is dead, even if the browser reports it as open. */
const SILENCE_TIMEOUT_MS = 2.5 * HEARTBEAT_MS
const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 30_000

export type EventStreamSource<Topic extends StreamEvent> = {
  /** The path of the stream. */
  path: string
  topics: readonly Topic[]
  /** Makes a request that fails like the stream, because EventSource hides the HTTP status. */
  probe: () => Promise<unknown>
}

export type EventStreamListener<Topic extends StreamEvent> = {
  /** The page must read the topic again. Runs on each event, and for all topics on open. */
  onInvalidate(topic: Topic): void
  onStatus(status: StreamStatus): void
}

export type EventStream = {
  close(): void
  /** Call after a successful read: it proves that there is a session again. */
  reopenIfRefused(): void
}

/**
 * Opens an event stream and keeps it open until `close`. The browser reconnects by
 * itself only after network errors, so this keeps its own timers:
 *
 * - After a break it reconnects with exponential backoff, and at once when the window gets the
 *   focus or the network returns.
 * - When superseded or refused it does not reconnect by itself.
 * - A page that was never visible opens no stream. A page that was visible keeps its stream in the
 *   background, because other people see who has the room open.
 */
export function openEventStream<Topic extends StreamEvent>(
  { path, topics, probe }: EventStreamSource<Topic>,
  listener: EventStreamListener<Topic>,
): EventStream {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastEventAt = 0
  let failures = 0
  let status: StreamStatus = 'connecting'

  function setStatus(next: StreamStatus) {
    if (next === status) return
    status = next
    listener.onStatus(next)
  }

  function disconnect() {
    clearTimeout(timer)
    source?.close()
    source = null
  }

  function connect() {
    disconnect()
    source = new EventSource(path)
    source.onopen = () => {
      resetSilenceTimer()
      setStatus('live')
      for (const topic of topics) listener.onInvalidate(topic)
    }
    source.onerror = handleFailure
    source.addEventListener('beat', handleEvent)
    source.addEventListener('bye', ({ data }) => handleBye(data))
    for (const topic of topics) {
      source.addEventListener(topic, () => {
        handleEvent()
        listener.onInvalidate(topic)
      })
    }
    timer = setTimeout(handleFailure, OPEN_TIMEOUT_MS)
  }

  function resetSilenceTimer() {
    lastEventAt = Date.now()
    clearTimeout(timer)
    timer = setTimeout(handleFailure, SILENCE_TIMEOUT_MS)
  }

  /** Resets the backoff on events, not on open: a failing server may open streams and drop them. */
  function handleEvent() {
    failures = 0
    resetSilenceTimer()
  }

  function handleBye(data: unknown) {
    const bye = parseBye(data)
    disconnect()
    setStatus(bye?.why === 'put-off' ? 'superseded' : 'reconnecting')
    if (status !== 'superseded') timer = setTimeout(connect, bye?.after ?? FIRST_RETRY_MS)
  }

  /** Retries after a pause. EventSource hides the HTTP status, so one call checks for a refusal. */
  async function handleFailure() {
    const wasRefused = source?.readyState === EventSource.CLOSED
    disconnect()
    setStatus('reconnecting')
    const backoff = Math.min(FIRST_RETRY_MS * 2 ** failures++, MAX_RETRY_MS)
    timer = setTimeout(connect, backoff * (0.5 + Math.random() / 2))
    const retryTimer = timer
    if (!wasRefused || !(await isRefused(probe)) || timer !== retryTimer) return
    clearTimeout(timer)
    setStatus('refused')
  }

  /** Runs when the user or the network returns. After sleep an open stream may be dead. */
  function wake() {
    if (document.visibilityState === 'hidden' && status === 'connecting') return
    if (source && Date.now() - lastEventAt < SILENCE_TIMEOUT_MS) return
    if (source) setStatus('reconnecting')
    connect()
  }

  function handleVisibilityChange() {
    if (document.visibilityState === 'visible') wake()
  }

  /** Only a hint: a machine without internet may still reach a console on its own network. */
  function handleOffline() {
    if (source) void handleFailure()
  }

  /** The browser keeps a page in its back/forward cache only if the page has no open stream. */
  function handlePageHide() {
    disconnect()
    setStatus('connecting')
  }

  const windowListeners = {
    pageshow: wake,
    pagehide: handlePageHide,
    focus: wake,
    online: wake,
    offline: handleOffline,
  }
  for (const [type, handler] of Object.entries(windowListeners)) addEventListener(type, handler)
  document.addEventListener('visibilitychange', handleVisibilityChange)
  handleVisibilityChange()

  return {
    close() {
      disconnect()
      for (const [type, handler] of Object.entries(windowListeners))
        removeEventListener(type, handler)
      document.removeEventListener('visibilitychange', handleVisibilityChange)
    },
    reopenIfRefused() {
      if (status === 'refused') connect()
    },
  }
}

/** What a person gets who may not watch this (any more). */
const REFUSALS: readonly ProblemCode[] = [
  'auth.required',
  'auth.forbidden',
  'password.must-change',
  'request.wrong-origin',
]

async function isRefused(probe: () => Promise<unknown>): Promise<boolean> {
  try {
    await probe()
    return false
  } catch (error) {
    return REFUSALS.includes(toProblem(error).code)
  }
}

/** Reads a `bye` without its schema, which the page has not loaded yet. Null: not understood. */
function parseBye(data: unknown): { why?: CloseReason; after?: number } | null {
  try {
    const { why, after } = JSON.parse(String(data))
    return { why, after: typeof after === 'number' ? after : undefined }
  } catch {
    // A later version may send other fields. The stream ends in any case.
    return null
  }
}
