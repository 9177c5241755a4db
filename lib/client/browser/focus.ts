/** Long enough for a lazily loaded component to arrive. */
const TIMEOUT_MS = 2_000

/** Focuses an element by id as soon as it is visible. Does nothing if it does not appear. */
export function focusWhenReady(id: string): void {
  const endTime = performance.now() + TIMEOUT_MS
  const tryFocus = () => {
    const element = document.getElementById(id)
    if (!element || element.getClientRects().length === 0) {
      if (performance.now() < endTime) requestAnimationFrame(tryFocus)
      return
    }
    element.focus()
    element.scrollIntoView({ block: 'nearest' })
  }
  requestAnimationFrame(tryFocus)
}
