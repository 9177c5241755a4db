'use client'

import { ConflictDialog } from './conflicts/conflict-dialog'
import { OverwrittenDialog } from './conflicts/overwritten-dialog'
import { useEditor } from './editor-context'
import { ImportDialog } from './import/import-dialog'
import type { SaveDispatch, SaveState } from './save/machine/save-state'
import { ReviewDialog } from './save/review/review-dialog'

type Props = {
  state: SaveState
  dispatch: SaveDispatch
  roomName: string
  /** The text in the import is part of the draft. */
  importText: string
  setImportText: (text: string) => void
}

/** The open dialog of the editor, one at a time. Loads on demand, because it brings Base UI. */
export function EditorDialogs(props: Props) {
  const { state, dispatch, roomName, importText, setImportText } = props
  const editor = useEditor()
  const { dialog, note, restoreSource } = state
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
          restoredKeys={restoreSource?.aim === 'finish' ? [] : restoreSource?.keys}
          dispatch={dispatch}
        />
      )
    case 'conflicts':
      return (
        <ConflictDialog
          editor={editor}
          counts={state.conflictCounts}
          onClose={close}
          onReview={() => dispatch({ type: 'review' })}
        />
      )
    case 'overwritten':
      return <OverwrittenDialog editor={editor} change={dialog.change} onClose={close} />
    case 'import':
      return (
        <ImportDialog
          editor={editor}
          source={dialog.source}
          text={importText}
          onTextChange={setImportText}
          onPreset={(preset) => dispatch({ type: 'use-preset', preset })}
          onClose={close}
        />
      )
  }
}
