import type { Row } from '@/lib/server/testing/console/read-journal'
import { settleTimeOf, startTimeOf } from './attribution'
import type { Crashes, Evidence } from './evidence'

/** The circuit breaker stays open that long after an outage, and then a read is tried again. */
const AFTER_OUTAGE_MS = 7_000

/** After a kill, changes that it interrupted are settled in time. */
export function crashedChangesAreSettledInTime(evidence: Evidence): string[] {
  const { limitMs } = evidence.crashes
  return listRecoveryTimes(evidence).flatMap(({ row: { change }, ms }) =>
    ms > limitMs ? [`${change.room} ${change.id}: settled ${ms} ms after the kill`] : [],
  )
}

export const longestRecoveryMs = (evidence: Evidence) =>
  Math.max(0, ...listRecoveryTimes(evidence).map(({ ms }) => ms))

/**
 * The ms from the last kill during a change until it was settled. Outages do not count: nothing can
 * settle a change without reading its room.
 */
function listRecoveryTimes({ rows, crashes }: Evidence): { row: Row; ms: number }[] {
  return rows.flatMap((row) => {
    const settledAt = settleTimeOf(row)
    const killedAt = crashes.times.findLast((at) => startTimeOf(row) < at && at < settledAt)
    if (killedAt === undefined || !Number.isFinite(settledAt)) return []
    return [{ row, ms: settledAt - killedAt - outageMs(crashes, killedAt, settledAt) }]
  })
}

const outageMs = ({ outages }: Crashes, since: number, until: number) =>
  outages.reduce((sum, outage) => {
    const overlap = Math.min(outage.until + AFTER_OUTAGE_MS, until) - Math.max(outage.from, since)
    return sum + Math.max(0, overlap)
  }, 0)
