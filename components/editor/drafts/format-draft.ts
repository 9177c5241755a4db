import { type DraftRow, toEntries } from '@/lib/shared/changes/draft'

/** The entries of a draft as a JSON object, followed by the text in its import, if any. */
export function formatDraft(rows: readonly DraftRow[], importText = ''): string {
  // An object would lose the key `__proto__` and reorder numeric keys.
  const lines = toEntries(rows).map(
    ({ key, value }) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  )
  const json = `{\n${lines.join(',\n')}\n}`
  return importText === '' ? json : `${json}\n\n${importText}`
}
