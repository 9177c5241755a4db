import 'server-only'

/** Calls `act` at once and then at most every `ms` for the same name; calls in between are one more at the end. */
export function createThrottle(ms: number, act: (name: string) => void): (name: string) => void {
  const asked = new Map<string, boolean>()
  function call(name: string): void {
    if (asked.has(name)) {
      asked.set(name, true)
      return
    }
    asked.set(name, false)
    act(name)
    const later = setTimeout(() => {
      const again = asked.get(name)
      asked.delete(name)
      if (again) call(name)
    }, ms)
    later.unref()
  }
  return call
}
