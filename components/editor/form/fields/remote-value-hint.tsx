'use client'

import { getRowStatus } from '@/lib/shared/changes/draft'
import { findConflicts } from '@/lib/shared/changes/rebase'
import { useEditor } from '../../editor-context'
import { EditorPart } from '../../editor-part'
import { useRowsSelector } from '../rows/use-rows-selector'

/**
 * Shows what others made of a row that does not follow the room by itself, because it contains the
 * caret or an edit.
 */
export function RemoteValueHint({ index }: { index: number }) {
  const { entries, isReadOnly, isFrozen } = useEditor()
  const remote = useRowsSelector((rows) => {
    const row = rows[index]
    const conflict = findConflicts(rows, entries)[index]
    if (conflict) return { conflict, isEdited: true }
    if (!row?.base || getRowStatus(row) !== 'unchanged') return null
    const { key, value: base } = row.base
    const theirs = entries.find((entry) => entry.key === key)?.value ?? null
    return theirs === base ? null : { conflict: { key, base, theirs }, isEdited: false }
  })
  if (!remote || isReadOnly || isFrozen) return null
  // Without the caret an unedited row follows the room in a moment.
  const isKept = remote.isEdited || document.activeElement?.id.startsWith(`rows.${index}.`)
  return isKept ? <EditorPart part="remote-value" index={index} conflict={remote.conflict} /> : null
}
