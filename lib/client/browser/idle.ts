const PATIENCE_MS = 2_000
/** Safari knows no idle time. */
const SOON_MS = 200

/** Calls `act` once the page is loaded and the browser has nothing better to do; the answer takes that back. */
export function whenIdle(act: () => void): () => void {
  if (document.readyState !== 'complete') {
    let cancel = () => removeEventListener('load', onLoad)
    const onLoad = () => {
      cancel = whenIdle(act)
    }
    addEventListener('load', onLoad, { once: true })
    return () => cancel()
  }
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(act, SOON_MS)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(act, { timeout: PATIENCE_MS })
  return () => cancelIdleCallback(handle)
}
