let isComposing = false
if (typeof document !== 'undefined') {
  for (const type of ['compositionstart', 'compositionend'])
    document.addEventListener(type, () => {
      isComposing = type === 'compositionstart'
    })
}

const waiting = { polite: [] as string[], assertive: [] as string[] }

/**
 * Makes screen readers speak `text` through a live region of the layout: `polite` for results,
 * `assertive` for errors. Clears the region first, so that repeated text is spoken again, and speaks
 * several texts of one moment together. Waits until an IME composition ends, because speech would
 * interrupt it.
 */
export function announce(text: string, politeness: 'polite' | 'assertive' = 'polite'): void {
  const region = document.getElementById(`live-${politeness}`)
  if (!region) return
  if (isComposing) {
    document.addEventListener('compositionend', () => announce(text, politeness), { once: true })
    return
  }
  region.textContent = ''
  const texts = waiting[politeness]
  if (texts.push(text) > 1) return
  requestAnimationFrame(() => {
    region.textContent = texts.splice(0).join(' ')
  })
}
