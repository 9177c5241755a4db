/** How far the clock of this machine is ahead of the server's, in ms; null until the page knows. */
let aheadMs: number | null = null

/**
 * Compares the clocks. `serverMs` is when the server rendered the page, so what it took to arrive
 * counts as ahead: the page treats its data as of now.
 */
export function syncServerClock(serverMs: number): void {
  // On the server this module belongs to all requests.
  if (typeof window !== 'undefined') aheadMs ??= Date.now() - serverMs
}

/** The time of the server, in epoch ms. The clock of this machine may be wrong by hours. */
export const serverNow = () => Date.now() - (aheadMs ?? 0)

/** A time of the server as the clock of this machine showed it, in epoch ms. */
export const toBrowserTime = (serverMs: number) => serverMs + (aheadMs ?? 0)
