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
  const isCalledAgain = new Map<string, boolean>()
  function call(key: string): void {
    if (isCalledAgain.has(key)) {
      isCalledAgain.set(key, true)
      return
    }
    isCalledAgain.set(key, false)
    action(key)
    const timer = setTimeout(() => {
      const mustRepeat = isCalledAgain.get(key)
      isCalledAgain.delete(key)
      if (mustRepeat) call(key)
    }, intervalMs)
    timer.unref()
  }
  return call
}
