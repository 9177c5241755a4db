import { runAfterPress } from '@/lib/client/browser/press'
import { PLACES_OF_RETURN } from '../../places-of-return'

const ROW = '#rows > li'
/** The parts of a row that grow with its content. */
const ROW_PARTS = 'textarea, .second-line'
/** What is above all rows and may wrap. */
const PARTS_ABOVE = '[data-steady]'

/**
 * Keeps everything above the focused row at its height, so that the row stays where it is whatever
 * others or a save change above it. A value that grew scrolls inside its field until the focus leaves.
 * Returns a function that ends this.
 */
export function holdHeightsAboveFocus(): () => void {
  const releases = new Map<HTMLElement, () => void>()

  function holdAbove(row: Element | null) {
    const parts = row ? findPartsAbove(row) : []
    for (const [part, release] of releases) {
      if (parts.includes(part)) continue
      releases.delete(part)
      release()
    }
    const heights = parts.map((part) => part.getBoundingClientRect().height)
    parts.forEach((part, index) => {
      if (!releases.has(part)) releases.set(part, hold(part, heights[index] ?? 0))
    })
  }

  function followFocus() {
    const { activeElement } = document
    const row = activeElement?.closest(ROW) ?? null
    if (row || !activeElement?.closest(PLACES_OF_RETURN)) holdAbove(row)
  }

  const onFocusOut = () => runAfterPress(followFocus)
  // The texts wrap in another way, so the heights are not those of the page any more.
  const onResize = () => {
    holdAbove(null)
    followFocus()
  }
  followFocus()
  document.addEventListener('focusin', followFocus)
  document.addEventListener('focusout', onFocusOut)
  addEventListener('resize', onResize)
  return () => {
    document.removeEventListener('focusin', followFocus)
    document.removeEventListener('focusout', onFocusOut)
    removeEventListener('resize', onResize)
    holdAbove(null)
  }
}

function findPartsAbove(row: Element): HTMLElement[] {
  const parts = [...document.querySelectorAll<HTMLElement>(PARTS_ABOVE)]
  for (let above = row.previousElementSibling; above; above = above.previousElementSibling)
    parts.push(...above.querySelectorAll<HTMLElement>(ROW_PARTS))
  return parts
}

/** Fixes the height until the returned function is called, unless the user drags it meanwhile. */
function hold(part: HTMLElement, height: number): () => void {
  const { style } = part
  const before = { height: style.height, minHeight: style.minHeight, overflow: style.overflow }
  style.height = `${height}px`
  style.minHeight = '0'
  if (!(part instanceof HTMLTextAreaElement)) style.overflow = 'clip'
  const heldHeight = style.height
  return () => {
    if (style.height === heldHeight) style.height = before.height
    style.minHeight = before.minHeight
    style.overflow = before.overflow
  }
}
