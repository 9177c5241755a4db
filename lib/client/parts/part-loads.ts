import { checkBuild } from '../resilience/build'

type Wait = { promise: Promise<void>; end: () => void }

let wait: Wait | null = null
const listeners = new Set<() => void>()

/**
 * Makes the loader of a part repeat a failed load each time `retryParts` is called. The loader never
 * rejects, because React keeps a rejected part for good and shows the error page in place of a draft.
 */
export function untilLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  return async function loadAgain(): Promise<T> {
    try {
      return await load()
    } catch {
      void checkBuild()
      await waitForRetry()
      return loadAgain()
    }
  }
}

/** Loads all parts again that could not be loaded. */
export function retryParts(): void {
  const ended = wait
  wait = null
  notify()
  ended?.end()
}

/** Whether a part could not be loaded and no one has tried again since. */
export const hasFailedPart = () => wait !== null

/** Calls `listener` when the result of `hasFailedPart` may have changed. */
export function subscribeToPartLoads(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function waitForRetry(): Promise<void> {
  wait ??= createWait()
  notify()
  return wait.promise
}

function createWait(): Wait {
  let end = () => {}
  const promise = new Promise<void>((resolve) => {
    end = resolve
  })
  return { promise, end }
}

function notify() {
  for (const listener of listeners) listener()
}
