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

/**
 * Every value that is journalled as applied was in the room while the change was unsettled. An app
 * may have written it: the Live service does not tell whose value it is.
 */
export function appliedChangesTookEffect({
  attributedRows,
  initialRooms,
  liveService,
}: Evidence): string[] {
  const effects = [
    ...attributedRows.flatMap((attributed) =>
      listEffects(attributed).map((effect) => ({ ...effect, room: attributed.row.change.room })),
    ),
    ...liveService.appEffects.flatMap(({ room, at, order, keys }) =>
      keys.map((effect) => ({ ...effect, room, at, order })),
    ),
  ].sort((x, y) => x.order - y.order)
  const effectsByKey = groupBy(effects, ({ room, key }) => JSON.stringify([room, key]))
  return attributedRows.flatMap((attributed) => {
    const { row } = attributed
    const { room, changes, results, source } = row.change
    if (source === 'outside') return []
    return results.flatMap(({ key, result }) => {
      const to = changes.find((each) => each.key === key)?.to ?? null
      const keyEffects = effectsByKey.get(JSON.stringify([room, key])) ?? []
      const before = keyEffects.findLast(({ at }) => at < startTimeOf(row))
      const initial = initialRooms.get(room)?.get(key) ?? null
      const values = new Set<string | null>([before ? before.after : initial])
      for (const { at, after } of keyEffects) {
        if (at >= startTimeOf(row) && at <= settleTimeOf(row) + CLOCK_TOLERANCE_MS)
          values.add(after)
      }
      return result === 'applied' && !values.has(to)
        ? [`${describeRow(attributed)}: ${key} never had the saved value`]
        : []
    })
  })
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
