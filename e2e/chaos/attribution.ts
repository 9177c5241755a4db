import type { Row } from '@/lib/server/testing/console/read-journal'
import type { EngineWrite, KeyEffect } from './engine'

export type Part = 'set' | 'delete' | 'put-back'
export type OwnWrite = EngineWrite & { part: Part }
/** A row of the journal with the writes that the engine saw of it, in the order of arrival. */
export type Account = { row: Row; writes: OwnWrite[] }
/** What one row did to one key at one moment. */
export type RowEffect = KeyEffect & { at: number; part: Part }

/** Both clocks are this machine's; PostgreSQL rounds to the nearest millisecond. */
export const ROUNDING_MS = 1

/**
 * Whose each write was: of the changes of that room which ask for exactly this and had begun by then, the newest.
 * Values are made so that no two saves write the same, but for what they restore.
 */
export function attribute(
  writes: readonly EngineWrite[],
  rows: readonly Row[],
): { accounts: Account[]; orphans: EngineWrite[] } {
  const accounts = rows.map((row): Account => ({ row, writes: [] }))
  const byRoom = groupBy(accounts, ({ row }) => row.change.room)
  const orphans: EngineWrite[] = []
  for (const write of writes) {
    const account = byRoom
      .get(write.room)
      ?.findLast(({ row }) => begunAt(row) <= write.at + ROUNDING_MS && partOf(row, write) !== null)
    const part = account && partOf(account.row, write)
    if (part) account.writes.push({ ...write, part })
    else orphans.push(write)
  }
  return { accounts, orphans }
}

/** Which part of the change a write is; null = none of it. */
function partOf({ change }: Row, { step, written }: EngineWrite): Part | null {
  const steps = new Map(change.changes.map((each) => [each.key, each]))
  const all = (test: (key: string, value: string | null) => boolean) =>
    [...written].every(([key, value]) => test(key, value))
  if (step === 'delete') return all((key) => steps.get(key)?.to === null) ? 'delete' : null
  if (all((key, value) => steps.get(key)?.to === value)) return 'set'
  const back = all((key, value) => steps.get(key)?.to === null && steps.get(key)?.from === value)
  return back ? 'put-back' : null
}

export const begunAt = ({ change }: Row) => Date.parse(change.at)
export const settledAt = ({ change }: Row) =>
  change.settledAt === null ? Number.POSITIVE_INFINITY : Date.parse(change.settledAt)

/** In the order in which they happened. */
export function effectsOf({ writes }: Account): RowEffect[] {
  const effects = writes.flatMap(({ effects: all, part }) => all.map((each) => ({ each, part })))
  effects.sort((a, b) => a.each.order - b.each.order)
  return effects.flatMap(({ each, part }) =>
    each.keys.map((key) => ({ ...key, at: each.at, part })),
  )
}

export function groupBy<T>(list: readonly T[], nameOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of list) {
    const name = nameOf(each)
    const group = groups.get(name)
    if (group) group.push(each)
    else groups.set(name, [each])
  }
  return groups
}
