const IDLE_TIMEOUT_MS = 2_000
/** Safari has no requestIdleCallback. */
const FALLBACK_DELAY_MS = 200

/**
 * Runs `task` once the page has loaded and the browser is idle. Returns a function that cancels it.
 */
export function runWhenIdle(task: () => void): () => void {
  if (document.readyState !== 'complete') {
    let cancel = () => removeEventListener('load', onLoad)
    const onLoad = () => {
      cancel = runWhenIdle(task)
    }
    addEventListener('load', onLoad, { once: true })
    return () => cancel()
  }
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(task, FALLBACK_DELAY_MS)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(task, { timeout: IDLE_TIMEOUT_MS })
  return () => cancelIdleCallback(handle)
}
