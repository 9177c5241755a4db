import 'server-only'

const EVERY_MS = 20
const LATE_MS = 60
const CALM_MS = 1_000

/**
 * Tells whether this process's one thread has come late in the last second: then it has more work than it can do, and
 * whoever asks waits behind all that was asked before.
 */
export function watchLateness(): () => boolean {
  let due = performance.now() + EVERY_MS
  let lateUntil = 0
  const timer = setInterval(() => {
    const now = performance.now()
    if (now - due > LATE_MS) lateUntil = now + CALM_MS
    due = now + EVERY_MS
  }, EVERY_MS)
  timer.unref()
  return () => performance.now() < lateUntil
}
