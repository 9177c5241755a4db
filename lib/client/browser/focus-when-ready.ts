import { isTextField } from '../resilience/early-input'

/** Long enough for a lazily loaded component to arrive, or for a dialog to close. */
const TIMEOUT_MS = 2_000

type Options = {
  /** Leaves the page where it is; otherwise it scrolls to the element. */
  preventScroll?: boolean
  /** Start and end of the selection in a text field. */
  selection?: [start: number, end: number] | null
  /** The element exists; otherwise the first attempt is in the next frame. */
  immediately?: boolean
}

/** Focuses an element by id as soon as that is possible. Does nothing if it does not appear. */
export function focusWhenReady(id: string, options: Options = {}): void {
  const { preventScroll, selection, immediately } = options
  const endTime = performance.now() + TIMEOUT_MS
  const tryFocus = () => {
    const element = document.getElementById(id)
    if (element && element.getClientRects().length > 0) {
      element.focus({ preventScroll })
      // Fields such as those for a date have no selection.
      if (selection && isTextField(element) && element.selectionStart !== null)
        element.setSelectionRange(...selection)
      if (!preventScroll) element.scrollIntoView({ block: 'nearest' })
      // A dialog that is about to close still holds the focus.
      if (document.activeElement === element) return
    }
    if (performance.now() < endTime) requestAnimationFrame(tryFocus)
  }
  if (immediately) tryFocus()
  else requestAnimationFrame(tryFocus)
}
