/**
 * What a person must know about the page as a whole: that an error was thrown, with its text, or
 * that the console was updated and this page belongs to the build before.
 */
export type PageAlert = { kind: 'failed'; error: string } | { kind: 'updated' }

let alert: PageAlert | null = null
const listeners = new Set<() => void>()

export const getPageAlert = () => alert

/** Calls `listener` when the alert changes. */
export function subscribeToPageAlert(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** An update stays: its remedy is a reload, which also helps after an error. */
export function setPageAlert(next: PageAlert | null): void {
  if (alert?.kind === 'updated' && next?.kind === 'failed') return
  alert = next
  for (const listener of listeners) listener()
}

/**
 * Makes every error visible that nothing else handles, such as one thrown by an event handler.
 * Before the first press the page reports errors from which React recovered by itself.
 */
export function reportUnhandledErrors(): void {
  const report = (error: unknown) => {
    const { userActivation = { hasBeenActive: true } } = navigator
    const isAborted = error instanceof DOMException && error.name === 'AbortError'
    if (error && !isAborted && userActivation.hasBeenActive)
      setPageAlert({ kind: 'failed', error: String(error) })
  }
  addEventListener('error', ({ error, filename }) => {
    // Not the errors of extensions. Without a filename the error was reported by React.
    if (!/^\w+-extension:/.test(filename)) report(error)
  })
  addEventListener('unhandledrejection', ({ reason }) => report(reason))
}
