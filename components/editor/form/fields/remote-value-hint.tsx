'use client'

import type { RowHints } from '@/lib/shared/changes/row-hints'
import { useEditor } from '../../editor-context'
import { EditorPart } from '../../editor-part'

type Props = { index: number; remote: RowHints['remote'] }

/**
 * Shows what others made of a row that does not follow the room by itself, because it contains the
 * caret or an edit.
 */
export function RemoteValueHint({ index, remote }: Props) {
  const { isReadOnly, isFrozen } = useEditor()
  if (!remote || isReadOnly || isFrozen) return null
  // Without the caret an unedited row follows the room in a moment.
  const isKept = remote.isEdited || document.activeElement?.id.startsWith(`rows.${index}.`)
  return isKept ? <EditorPart part="remote-value" index={index} conflict={remote.conflict} /> : null
}
