import 'server-only'
import { may } from '@/lib/shared/access/roles'
import { type HistoryQuery, searchOf } from '@/lib/shared/changes/history-filters'
import { rangeFor, spanOf } from '@/lib/shared/changes/timeline-span'
import type { Context } from '../http/context'
import { outcomeOfVerb } from '../http/page'
import { listAuthors, listChanges, listOpenChanges, readTimeline } from './changes'

/** All that the first paint of a history shows, by the verbs that its doors use; null where one of the extras failed. */
export async function readHistory(ctx: Context, filters: HistoryQuery) {
  const renderedAt = Date.now()
  const list = await outcomeOfVerb(ctx, listChanges(ctx, filters))
  const range = rangeFor(list.reply?.changes[0]?.at, renderedAt)
  const span = spanOf(filters, range, renderedAt)
  const times = { since: isoOf(span.since), until: isoOf(span.until) }
  const [open, timeline, authors] = await Promise.all([
    outcomeOfVerb(ctx, listOpenChanges(ctx, { room: filters.room })),
    outcomeOfVerb(ctx, readTimeline(ctx, { ...filters, ...times })),
    outcomeOfVerb(ctx, listAuthors(ctx)),
  ])
  return {
    search: searchOf(filters),
    renderedAt,
    range,
    list,
    open: open.reply,
    timeline: timeline.reply,
    authors: authors.reply?.people ?? [],
    mayRestore: may(ctx.actor.role, 'metadata.save'),
  }
}

const isoOf = (ms: number) => new Date(ms).toISOString()
