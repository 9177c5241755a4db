import {
  type AttributedRow,
  CLOCK_TOLERANCE_MS,
  groupBy,
  listEffects,
  type Part,
  settleTimeOf,
  startTimeOf,
} from './attribution'
import { describeRow, type Evidence } from './evidence'

/** Every write belongs to a journal row that records the call and is not yet settled. */
export function writesAreJournalledFirst({
  attributedRows,
  unattributedWrites,
}: Evidence): string[] {
  const unknown = unattributedWrites.map(
    ({ room, step, at }) => `${room}: a ${step} at ${at} belongs to no journal row`,
  )
  const untimely = attributedRows.flatMap((attributed) =>
    attributed.writes.flatMap(({ at, part }) => {
      const isRecorded = attributed.row.calls.some(
        (call) => call.step === part && Date.parse(call.sentAt) <= at + CLOCK_TOLERANCE_MS,
      )
      if (!isRecorded) return [`${describeRow(attributed)}: ${part} at ${at} was not on record`]
      if (at > settleTimeOf(attributed.row) + CLOCK_TOLERANCE_MS)
        return [`${describeRow(attributed)}: ${part} at ${at} came after the row was settled`]
      return []
    }),
  )
  return [...unknown, ...untimely]
}

/** Every value that is journalled as applied was in the room before the row was settled. */
export function appliedChangesTookEffect({ attributedRows, initialRooms }: Evidence): string[] {
  const violations: string[] = []
  for (const [room, roomRows] of groupBy(attributedRows, ({ row }) => row.change.room)) {
    const values = new Map(initialRooms.get(room))
    for (const attributed of roomRows.filter(({ row }) => row.change.source !== 'outside')) {
      const valuesByKey = new Map(
        [...values].map(([key, value]) => [key, new Set<string | null>([value])]),
      )
      for (const { key, after } of listEffects(attributed)) {
        valuesByKey.set(key, (valuesByKey.get(key) ?? new Set([null])).add(after))
        if (after === null) values.delete(key)
        else values.set(key, after)
      }
      const { changes, results } = attributed.row.change
      for (const { key, result } of results) {
        const to = changes.find((each) => each.key === key)?.to ?? null
        const keyValues = valuesByKey.get(key) ?? new Set([null])
        if (result === 'applied' && !keyValues.has(to)) {
          violations.push(`${describeRow(attributed)}: ${key} never had the saved value`)
        }
      }
    }
  }
  return violations
}

/** A key that is journalled as not applied had no effect, or one that the same save reverted. */
export function notAppliedChangesHadNoEffect({ attributedRows }: Evidence): string[] {
  return attributedRows.flatMap((attributed) => {
    const effects = listEffects(attributed)
    return attributed.row.change.results.flatMap(({ key, result }) => {
      const keyEffects = effects.filter((effect) => effect.key === key)
      const first = keyEffects.at(0)
      const isReverted = first?.before === keyEffects.at(-1)?.after
      if (result !== 'not-applied' || !first || isReverted) return []
      return [`${describeRow(attributed)}: ${key} is journalled as not applied but took effect`]
    })
  })
}

/** Every change is settled within a minute of the last fault, and has no effect after that. */
export function unknownChangesAreSettled({
  attributedRows,
  rows,
  settledAfterMs,
}: Evidence): string[] {
  const unsettled = rows.filter(({ change }) => change.settledAt === null)
  const late = attributedRows.flatMap((attributed) =>
    listEffects(attributed)
      .filter(({ at }) => at > settleTimeOf(attributed.row) + CLOCK_TOLERANCE_MS)
      .map(({ key }) => `${describeRow(attributed)}: ${key} changed after the row was settled`),
  )
  const slow =
    settledAfterMs === null || settledAfterMs > 60_000 ? [`it took ${settledAfterMs} ms`] : []
  return [
    ...unsettled.map(({ change }) => `${change.room} ${change.id} is unsettled`),
    ...late,
    ...slow,
  ]
}

/** Each idempotency key has one row, and each part of a change takes effect at most once. */
export function changesTakeEffectOnce({ attributedRows, rows }: Evidence): string[] {
  const rowsByKey = groupBy(
    rows.filter(({ change }) => change.source !== 'outside'),
    ({ idempotencyKey }) => idempotencyKey,
  )
  const duplicateRows = [...rowsByKey]
    .filter(([, sameKey]) => sameKey.length > 1)
    .map(([key]) => `${key} has more than one row`)
  const repeatedEffects = attributedRows.flatMap((attributed) =>
    (['set', 'delete', 'put-back'] as const).flatMap((part) => {
      const count = countEffects(attributed, part)
      return count > 1 ? [`${describeRow(attributed)}: ${part} took effect ${count} times`] : []
    }),
  )
  return [...duplicateRows, ...repeatedEffects]
}

const countEffects = ({ writes }: AttributedRow, part: Part) =>
  writes.reduce((sum, write) => sum + (write.part === part ? write.effects.length : 0), 0)

/** No save overwrites a value that its operator had not seen. */
export function noUpdateIsLost({ attributedRows }: Evidence): string[] {
  return attributedRows.flatMap((attributed) =>
    listEffects(attributed).flatMap(({ key, before, part }) => {
      const keyChange = attributed.row.change.changes.find((each) => each.key === key)
      const expected =
        part === 'put-back' ? [null] : [keyChange?.from ?? null, keyChange?.to ?? null]
      return expected.includes(before) ? [] : [`${describeRow(attributed)}: ${key} was ${before}`]
    }),
  )
}

export const longestUnsettledMs = ({ rows }: Evidence) =>
  Math.max(0, ...rows.map((row) => settleTimeOf(row) - startTimeOf(row)))
