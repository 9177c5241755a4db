import 'server-only'

const INTERVAL_MS = 20
const LAG_THRESHOLD_MS = 60
/** How long a single lag counts. */
const LAG_MEMORY_MS = 1_000

/**
 * Measures how late timers fire. Returns a function that is true if the event loop lagged within
 * the last second, which means that requests are waiting for each other.
 */
export function watchEventLoopLag(): () => boolean {
  let dueAt = performance.now() + INTERVAL_MS
  let laggingUntil = 0
  const timer = setInterval(() => {
    const now = performance.now()
    if (now - dueAt > LAG_THRESHOLD_MS) laggingUntil = now + LAG_MEMORY_MS
    dueAt = now + INTERVAL_MS
  }, INTERVAL_MS)
  timer.unref()
  return () => performance.now() < laggingUntil
}
