let isPressed = false
const callbacks = new Set<() => void>()

/** Follows the presses of a mouse, a finger or a pen. Returns a function that ends this. */
export function watchPresses(): () => void {
  const start = () => {
    isPressed = true
  }
  const end = () => {
    isPressed = false
    for (const callback of callbacks) requestAnimationFrame(callback)
    callbacks.clear()
  }
  addEventListener('pointerdown', start, true)
  addEventListener('pointerup', end, true)
  addEventListener('pointercancel', end, true)
  return () => {
    removeEventListener('pointerdown', start, true)
    removeEventListener('pointerup', end, true)
    removeEventListener('pointercancel', end, true)
  }
}

/**
 * Runs the callback in the next frame or, during a press, after it: a press that moves the page
 * would end beside what it began on, and no click would follow.
 */
export function runAfterPress(callback: () => void): void {
  if (isPressed) callbacks.add(callback)
  else requestAnimationFrame(callback)
}
