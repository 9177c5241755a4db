'use client'

import { useWatch } from 'react-hook-form'
import { lazyComponent } from '@/components/ui/lazy-component'
import { toEntries } from '@/lib/shared/changes/draft'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { useEditor } from './editor-context'
import type { EditorFlow } from './use-editor-flow'

// Dialogs load on demand: together they are larger than the rest of the editor.
const ReviewDialog = lazyComponent(() =>
  import('./save/review/review-dialog').then((m) => m.ReviewDialog),
)
const ConflictDialog = lazyComponent(() =>
  import('./conflicts/conflict-dialog').then((m) => m.ConflictDialog),
)
const OverwrittenDialog = lazyComponent(() =>
  import('./conflicts/overwritten-dialog').then((m) => m.OverwrittenDialog),
)
const ImportDialog = lazyComponent(() =>
  import('./import/import-dialog').then((m) => m.ImportDialog),
)

/** Shows the open dialog of the editor, one at a time. */
export function EditorDialogs({ flow, roomName }: { flow: EditorFlow; roomName: string }) {
  const editor = useEditor()
  const freeKeys = useWatch({
    control: editor.control,
    name: 'rows',
    compute: (rows) => Math.max(0, LIMITS.keys - toEntries(rows).length),
  })
  const { dialog } = flow
  const close = () => flow.setDialog(null)
  if (dialog?.kind === 'conflicts')
    return <ConflictDialog editor={editor} onClose={close} onReview={flow.review} />
  if (dialog?.kind === 'overwritten')
    return <OverwrittenDialog editor={editor} change={dialog.change} onClose={close} />
  if (dialog?.kind === 'import')
    return (
      <ImportDialog
        freeKeys={freeKeys}
        onAdd={(entries) => {
          close()
          editor.rowActions.addMany(entries)
        }}
        onClose={close}
      />
    )
  if (dialog?.kind !== 'review') return null
  return (
    <ReviewDialog
      editor={editor}
      roomName={roomName}
      initialEntries={dialog.initialEntries}
      readAt={dialog.readAt}
      readStatus={dialog.readStatus}
      note={flow.note}
      onNoteChange={flow.setNote}
      onBack={close}
      onCompare={editor.openConflicts}
      onConfirm={flow.confirmReview}
    />
  )
}
