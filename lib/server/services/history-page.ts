import 'server-only'
import { hasPermission } from '@/lib/shared/access/roles'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import { type HistoryQuery, toSearchString } from '@/lib/shared/changes/history-filters'
import { shortestRangeFor, toSpan } from '@/lib/shared/changes/timeline-span'
import { loadForPage, type PageDeps } from '../http/page'
import {
  type ChangesDeps,
  listAuthors,
  listChanges,
  listOpenChanges,
  readTimeline,
} from './changes'

/**
 * Everything the first render of a history shows. `list` holds the problem if it could not be read;
 * any other part that could not be read is null.
 */
export async function loadHistoryPage(ctx: PageDeps & ChangesDeps, filters: HistoryQuery) {
  const renderedAt = Date.now()
  const list = await loadForPage(ctx, listChanges(ctx, filters))
  const range = shortestRangeFor(list.data?.changes[0]?.at, renderedAt)
  const span = toSpan(filters, range, renderedAt)
  const times = { since: toIsoTime(span.since), until: toIsoTime(span.until) }
  const [needsAttention, timeline, authors] = await Promise.all([
    loadForPage(ctx, listOpenChanges(ctx, { room: filters.room })),
    loadForPage(ctx, readTimeline(ctx, { ...filters, ...times })),
    loadForPage(ctx, listAuthors(ctx)),
  ])
  return {
    list: list.data,
    needsAttention: needsAttention.data,
    timeline: timeline.data,
    times,
    view: {
      search: toSearchString(filters),
      renderedAt,
      range,
      problem: list.problem,
      authors: authors.data?.people ?? [],
      canRestore: hasPermission(ctx.actor.role, 'metadata.save'),
    },
  }
}
