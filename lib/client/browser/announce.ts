let composing = false
if (typeof document !== 'undefined') {
  for (const name of ['compositionstart', 'compositionend'])
    document.addEventListener(name, () => {
      composing = name === 'compositionstart'
    })
}

/**
 * Speaks to screen readers through the two live regions of the layout: `polite` for results, `assertive` for errors.
 * The text is set anew each time, so that the same words are spoken twice when they happen twice. Nothing is said into
 * the middle of a word that an input method is composing: it waits for the end of that.
 */
export function announce(text: string, manner: 'polite' | 'assertive' = 'polite'): void {
  const region = document.getElementById(`live-${manner}`)
  if (!region) return
  if (composing) {
    document.addEventListener('compositionend', () => announce(text, manner), { once: true })
    return
  }
  region.textContent = ''
  requestAnimationFrame(() => {
    region.textContent = text
  })
}
