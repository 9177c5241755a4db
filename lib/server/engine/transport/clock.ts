import 'server-only'

/** By how many ms the engine's clock is ahead of ours, to within `withinMs`. */
export type ClockReading = { aheadMs: number; withinMs: number }

/**
 * The engine's clock as its `Date` header tells it, which leaves out the part of a second. It was written at some time
 * between the call's start (`startedAt`, epoch ms) and its end `ms` later. Null where there was no readable header.
 */
export function readClock(
  date: string | undefined,
  startedAt: number,
  ms: number,
): ClockReading | null {
  const told = date === undefined ? Number.NaN : Date.parse(date)
  if (Number.isNaN(told)) return null
  return {
    aheadMs: Math.round(told + 500 - (startedAt + ms / 2)),
    withinMs: Math.round(500 + ms / 2),
  }
}
