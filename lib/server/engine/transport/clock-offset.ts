import 'server-only'

/** The clock of the Live service is `aheadMs` ahead of ours, give or take `withinMs`. */
export type ClockOffset = { aheadMs: number; withinMs: number }

/**
 * Estimates the clock offset from the `Date` header of a reply, which has no fraction of a second
 * and was written at some time during the attempt. `startedAt` in epoch ms; `ms` is the duration of
 * the attempt. Null if there is no readable header.
 */
export function readClockOffset(
  date: string | undefined,
  startedAt: number,
  ms: number,
): ClockOffset | null {
  const serverTime = date === undefined ? Number.NaN : Date.parse(date)
  if (Number.isNaN(serverTime)) return null
  return {
    aheadMs: Math.round(serverTime + 500 - (startedAt + ms / 2)),
    withinMs: Math.round(500 + ms / 2),
  }
}
