'use client'

import { useWatch } from 'react-hook-form'
import { lazily } from '@/components/ui/lazily'
import { entriesOf } from '@/lib/shared/changes/draft'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { useEditor } from './editor-context'
import type { EditorFlow } from './use-editor-flow'

// Dialogs come when first needed: together they weigh more than the whole editor.
const ReviewDialog = lazily(() => import('./save/review/review-dialog').then((m) => m.ReviewDialog))
const ConflictDialog = lazily(() =>
  import('./conflicts/conflict-dialog').then((m) => m.ConflictDialog),
)
const SinceDialog = lazily(() =>
  import('./conflicts/overwritten-dialog').then((m) => m.SinceDialog),
)
const PasteMany = lazily(() => import('./import/paste-many').then((m) => m.PasteMany))

/** What lies over the editor, one layer at a time. */
export function Layers({ flow, roomName }: { flow: EditorFlow; roomName: string }) {
  const editor = useEditor()
  const free = useWatch({
    control: editor.control,
    name: 'rows',
    compute: (rows) => Math.max(0, LIMITS.keys - entriesOf(rows).length),
  })
  const { layer } = flow
  const close = () => flow.setLayer(null)
  if (layer?.kind === 'compare')
    return <ConflictDialog editor={editor} onClose={close} onReview={flow.review} />
  if (layer?.kind === 'since')
    return <SinceDialog editor={editor} change={layer.change} onClose={close} />
  if (layer?.kind === 'paste')
    return (
      <PasteMany
        free={free}
        onAdd={(entries) => {
          close()
          editor.rows.addMany(entries)
        }}
        onClose={close}
      />
    )
  if (layer?.kind !== 'review') return null
  return (
    <ReviewDialog
      editor={editor}
      roomName={roomName}
      opened={layer.opened}
      readAt={layer.readAt}
      read={layer.read}
      note={flow.note}
      onNote={flow.setNote}
      onBack={close}
      onCompare={editor.compare}
      onConfirm={flow.confirm}
    />
  )
}
