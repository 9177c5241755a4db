import 'server-only'
import type { ExportFormat } from '@/lib/shared/api/export-formats'
import type { HistoryQuery } from '@/lib/shared/changes/history-filters'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { type Actor, authorize } from '../../auth/authorize'
import type { History } from '../../db/repositories/history/history'
import type { Log } from '../../runtime/log'
import { changeTable } from './change-records'
import { exportFile } from './export-file'

export type ExportDeps = { actor: Actor; history: History; log: Log; ref: string }

/** Every matching change as a file, see {@link exportFile}. */
export async function exportChanges(
  deps: ExportDeps,
  { format, ...query }: HistoryQuery & { format: ExportFormat },
  { method }: { method: string },
): Promise<Response> {
  authorize(deps, 'changes.read')
  const scope = query.room === undefined ? 'all-rooms' : toSlug(query.room)
  return exportFile(deps, {
    name: `changes-${scope}`,
    format,
    table: changeTable,
    readPages: () => deps.history.iteratePages(query),
    method,
  })
}
