/** Code of a part that is seldom needed may have to come first. */
const PATIENCE_MS = 2_000

/** Moves the focus to an element by id once it is drawn and can be seen; says nothing when it does not come. */
export function focusSoon(id: string): void {
  const until = performance.now() + PATIENCE_MS
  const look = () => {
    const element = document.getElementById(id)
    if (!element || element.getClientRects().length === 0) {
      if (performance.now() < until) requestAnimationFrame(look)
      return
    }
    element.focus()
    element.scrollIntoView({ block: 'nearest' })
  }
  requestAnimationFrame(look)
}
