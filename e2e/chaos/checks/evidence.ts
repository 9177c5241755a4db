import type { Row } from '@/lib/server/testing/console/read-journal'
import type { LiveService, RecordedWrite } from '../simulation/live-service'
import type { SubmittedSave } from '../simulation/operator'
import type { TimeSpan } from '../simulation/random-faults'
import type { AttributedRow } from './attribution'

/**
 * When consoles were killed (epoch ms), and how long changes may be unsettled after that while the
 * room can be read; `outages` are times in which it often cannot, or in which a console was paused.
 */
export type Crashes = { times: readonly number[]; limitMs: number; outages: readonly TimeSpan[] }

/** Everything that is known after a run. */
export type Evidence = {
  liveService: Pick<LiveService, 'writes' | 'appEffects' | 'arrivals' | 'refusalCodes' | 'rooms'>
  /** The entries of each room before the first save. */
  initialRooms: ReadonlyMap<string, ReadonlyMap<string, string>>
  rows: readonly Row[]
  attributedRows: readonly AttributedRow[]
  /** Writes that belong to no row of the journal. */
  unattributedWrites: readonly RecordedWrite[]
  saves: readonly SubmittedSave[]
  /** Ms from the last fault or kill until every change was settled; null after the timeout. */
  settledAfterMs: number | null
  crashes: Crashes
  /** Each secret that was found, and where. */
  leaks: readonly string[]
}

/** One thing that must never happen, with every occurrence. */
export type Finding = { name: string; violations: string[] }

export const describeRow = ({ row }: AttributedRow) => `${row.change.room} ${row.change.id}`
