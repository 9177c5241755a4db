'use client'

import { useWatch } from 'react-hook-form'
import { lazyComponent } from '@/components/ui/lazy-component'
import { toEntries } from '@/lib/shared/changes/draft'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { useEditor } from './editor-context'
import type { SaveDispatch, SaveState } from './save/save-state'

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

type Props = { state: SaveState; dispatch: SaveDispatch; roomName: string }

/** Shows the open dialog of the editor, one at a time. */
export function EditorDialogs({ state, dispatch, roomName }: Props) {
  const editor = useEditor()
  const freeKeys = useWatch({
    control: editor.control,
    name: 'rows',
    compute: (rows) => Math.max(0, LIMITS.keys - toEntries(rows).length),
  })
  const { dialog, note } = state
  const close = () => dispatch({ type: 'close-dialog' })
  switch (dialog?.kind) {
    case undefined:
      return null
    case 'review':
      return (
        <ReviewDialog
          editor={editor}
          roomName={roomName}
          dialog={dialog}
          note={note}
          dispatch={dispatch}
        />
      )
    case 'conflicts':
      return (
        <ConflictDialog
          editor={editor}
          onClose={close}
          onReview={() => dispatch({ type: 'review' })}
        />
      )
    case 'overwritten':
      return <OverwrittenDialog editor={editor} change={dialog.change} onClose={close} />
    case 'import':
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
  }
}
