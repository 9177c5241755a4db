import { useEffect, useState } from 'react'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { type KnownKeyParts, type KnownRowProps, useKnownKeys } from './known-keys-context'

/** What the catalogue says about a row, and how the value is shown; null until it has loaded. */
export function useKnownRow(
  index: number,
  draftRow: DraftRow,
): { row: (KnownRowProps & { parts: KnownKeyParts }) | null; keepText: () => void } {
  const known = useKnownKeys()
  // Text that has had the caret stays text: a control must not replace what someone is typing in.
  const [isText, setIsText] = useState(false)
  const keepText = () => setIsText(true)
  // The caret may be there before the page is interactive.
  useEffect(() => {
    if (document.activeElement?.id === `rows.${index}.value`) setIsText(true)
  }, [index])
  if (!known) return { row: null, keepText }
  const { keys, parts } = known
  const { key, value } = draftRow
  const description = parts.findDescription(keys, key)
  const showsControl = !isText && description !== null && parts.hasControl(description, value)
  const setShowsControl = (shows: boolean) => setIsText(!shows)
  return { row: { index, draftRow, description, showsControl, setShowsControl, parts }, keepText }
}
