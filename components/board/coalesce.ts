/**
 * Returns a function that runs `task` at once, never twice at a time, and then at most every
 * `intervalMs`. Calls in between are joined into one, and none is lost. `task` must not throw.
 */
export function coalesce(task: () => Promise<unknown>, intervalMs: number): () => void {
  let isRunning = false
  let isRequested = false

  async function run() {
    isRunning = true
    while (isRequested) {
      isRequested = false
      await task()
      await new Promise((resolve) => setTimeout(resolve, intervalMs))
    }
    isRunning = false
  }

  return () => {
    isRequested = true
    if (!isRunning) void run()
  }
}
