import type { Row } from '@/lib/server/testing/console/read-journal'
import type { KeyEffect, RecordedWrite } from '../simulation/live-service'

export type Part = 'set' | 'delete' | 'put-back'
export type AttributedWrite = RecordedWrite & { part: Part }
/** A journal row with the writes that the Live service received for it, in the order of arrival. */
export type AttributedRow = { row: Row; writes: AttributedWrite[] }
/** What one row did to one key at one moment. */
export type RowEffect = KeyEffect & { at: number; order: number; part: Part }

/** All times come from the same clock, but PostgreSQL rounds to the nearest millisecond. */
export const CLOCK_TOLERANCE_MS = 1

/**
 * Assigns each write to the newest change of its room that contains exactly this write and started
 * before it. This is unambiguous: values are unique to a save, except in restores.
 */
export function attributeWrites(
  writes: readonly RecordedWrite[],
  rows: readonly Row[],
): { attributedRows: AttributedRow[]; unattributedWrites: RecordedWrite[] } {
  const attributedRows = rows.map((row): AttributedRow => ({ row, writes: [] }))
  const rowsByRoom = groupBy(attributedRows, ({ row }) => row.change.room)
  const unattributedWrites: RecordedWrite[] = []
  for (const write of writes) {
    const match = rowsByRoom
      .get(write.room)
      ?.findLast(
        ({ row }) =>
          startTimeOf(row) <= write.at + CLOCK_TOLERANCE_MS && findPart(row, write) !== null,
      )
    const part = match && findPart(match.row, write)
    if (part) match.writes.push({ ...write, part })
    else unattributedWrites.push(write)
  }
  return { attributedRows, unattributedWrites }
}

/** The part of the change that this write carries out; null when it belongs to another change. */
function findPart({ change }: Row, { step, written }: RecordedWrite): Part | null {
  const keyChanges = new Map(change.changes.map((each) => [each.key, each]))
  const everyEntry = (test: (key: string, value: string | null) => boolean) =>
    [...written].every(([key, value]) => test(key, value))
  if (step === 'delete') {
    return everyEntry((key) => keyChanges.get(key)?.to === null) ? 'delete' : null
  }
  if (everyEntry((key, value) => keyChanges.get(key)?.to === value)) return 'set'
  const isPutBack = everyEntry((key, value) => {
    const keyChange = keyChanges.get(key)
    return keyChange?.to === null && keyChange.from === value
  })
  return isPutBack ? 'put-back' : null
}

export const startTimeOf = ({ change }: Row) => Date.parse(change.at)
export const settleTimeOf = ({ change }: Row) =>
  change.settledAt === null ? Number.POSITIVE_INFINITY : Date.parse(change.settledAt)

/** The effects of a row in the order in which they happened. */
export function listEffects({ writes }: AttributedRow): RowEffect[] {
  const effects = writes.flatMap((write) =>
    write.effects.map((effect) => ({ effect, part: write.part })),
  )
  effects.sort((a, b) => a.effect.order - b.effect.order)
  return effects.flatMap(({ effect, part }) =>
    effect.keys.map((key) => ({ ...key, at: effect.at, order: effect.order, part })),
  )
}

export function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
