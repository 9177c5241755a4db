import { diffEntries } from '@/lib/shared/changes/diff'
import type { Entry } from '@/lib/shared/metadata/entry'

/** What others did to the room between two reads, by key. */
export function roomNews(before: readonly Entry[], now: readonly Entry[]) {
  return diffEntries(before, now).map(({ key, from, to }) => {
    const what = to === null ? 'deleted' : from === null ? 'added' : 'changed'
    return { key, what } as const
  })
}
