/**
 * Speaks to screen readers through the two live regions of the layout: `polite` for results, `assertive` for errors.
 * The text is set anew each time, so that the same words are spoken twice when they happen twice.
 */
export function announce(text: string, manner: 'polite' | 'assertive' = 'polite'): void {
  const region = document.getElementById(`live-${manner}`)
  if (!region) return
  region.textContent = ''
  requestAnimationFrame(() => {
    region.textContent = text
  })
}
