import { type DraftRow, toEntries } from '@/lib/shared/changes/draft'
import { formatEntries } from '@/lib/shared/metadata/format-entries'

/** The entries of a draft as a JSON object, followed by the text in its import, if any. */
export function formatDraft(rows: readonly DraftRow[], importText = ''): string {
  const json = formatEntries(toEntries(rows))
  return importText === '' ? json : `${json}\n\n${importText}`
}
