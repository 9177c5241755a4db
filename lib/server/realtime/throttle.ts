import 'server-only'

/**
 * Runs `action` for a key at once, then at most every `intervalMs`. Calls in between are joined
 * into one.
 */
export function createTrailingThrottle(
  intervalMs: number,
  action: (key: string) => void,
): (key: string) => void {
  /** True if the key was called again during its interval. */
  const calledAgainByKey = new Map<string, boolean>()
  function call(key: string): void {
    if (calledAgainByKey.has(key)) {
      calledAgainByKey.set(key, true)
      return
    }
    calledAgainByKey.set(key, false)
    action(key)
    const timer = setTimeout(() => {
      const mustRepeat = calledAgainByKey.get(key)
      calledAgainByKey.delete(key)
      if (mustRepeat) call(key)
    }, intervalMs)
    timer.unref()
  }
  return call
}
