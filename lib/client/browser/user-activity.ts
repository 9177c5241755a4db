/** Longer than the slowest poll of an open room, so that its polls see every pause in typing. */
const ACTIVE_MS = 90_000

/**
 * What a person does to a page. Assistive technology may send only `click` and `input`. Pointer
 * moves do not count: browsers also report them when the page moves under a pointer at rest.
 */
const EVENTS = [
  'click',
  'input',
  'keydown',
  'pointerdown',
  'touchmove',
  'visibilitychange',
  'wheel',
] as const

/** Someone has just opened the page. */
let lastInputAt = performance.now()

if (typeof window !== 'undefined') {
  const options = { capture: true, passive: true }
  for (const type of EVENTS) window.addEventListener(type, recordInput, options)
}

function recordInput() {
  lastInputAt = performance.now()
}

/** Whether a person has used this page lately; polls and events refresh an abandoned page as well. */
export function isUserActive(): boolean {
  return performance.now() - lastInputAt < ACTIVE_MS
}
