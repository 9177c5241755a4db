import type { Row } from '@/lib/server/testing/console/read-journal'
import type { Account } from './attribution'
import type { Engine, EngineWrite } from './engine'
import type { Save } from './operator'

/** All that is known after a run. */
export type Evidence = {
  engine: Pick<Engine, 'writes' | 'arrivals' | 'refused' | 'rooms'>
  /** What the rooms held before the first save. */
  before: ReadonlyMap<string, ReadonlyMap<string, string>>
  rows: readonly Row[]
  accounts: readonly Account[]
  /** Writes that no row of the journal asked for. */
  orphans: readonly EngineWrite[]
  saves: readonly Save[]
  /** From the last fault or kill until nothing was unsettled, in ms; null = it never came to that. */
  settledAfterMs: number | null
  /** Where a secret was seen. */
  leaks: readonly string[]
}

/** One thing that must never happen, with each time that it did. */
export type Finding = { promise: string; violations: string[] }

export const idOf = ({ row }: Account) => `${row.change.room} ${row.change.id}`
