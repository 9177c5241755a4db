import { diffEntries } from '@/lib/shared/changes/diff'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { conflictsOf } from '@/lib/shared/changes/rebase'
import type { Entry } from '@/lib/shared/metadata/entry'

/** Keys that others changed since the room was last shown, by what that means for the draft. */
export type OthersNews = {
  /** Rows follow. */
  changed: string[]
  deleted: string[]
  /** The draft touches them, too. */
  conflicts: string[]
}

/**
 * What others did between two reads of a room. A save of one's own is none of it: its rows start from what it wrote
 * before the room is read again.
 */
export function othersNews(
  rows: readonly DraftRow[],
  before: readonly Entry[],
  now: readonly Entry[],
): OthersNews {
  const loaded = new Map(rows.flatMap(({ was }) => (was ? [[was.key, was.value] as const] : [])))
  const conflicts = new Set(
    conflictsOf(rows, now).flatMap((conflict) => (conflict ? [conflict.key] : [])),
  )
  const news: OthersNews = { changed: [], deleted: [], conflicts: [] }
  for (const { key, to } of diffEntries(before, now)) {
    if ((loaded.get(key) ?? null) === to) continue
    if (conflicts.has(key)) news.conflicts.push(key)
    else if (to === null) news.deleted.push(key)
    else news.changed.push(key)
  }
  return news
}
