import type { useTranslations } from 'next-intl'
import { createContext, use } from 'react'
import type { Control, UseFormReturn } from 'react-hook-form'
import type { KeyLastChange } from '@/lib/shared/api/contract'
import type { Draft } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { RowActions } from './form/rows/use-row-actions'
import type { RemoteUpdate } from './live/use-remote-marks'

/** The values that all parts of the editor share. They never change on a key press. */
export type Editor = {
  slug: string
  control: Control<Draft>
  getValues: UseFormReturn<Draft>['getValues']
  subscribe: UseFormReturn<Draft>['subscribe']
  rowActions: RowActions
  /** The room's entries as last read. */
  entries: readonly Entry[]
  /** Who gave each key the value that it has in the room, if that is known. */
  lastChanges: readonly KeyLastChange[]
  /** Each key's last remote change, by key. Empty again after the next save. */
  remoteUpdates: ReadonlyMap<string, RemoteUpdate>
  /** After a review found errors, every field shows its error until a review succeeds. */
  isShowingAllErrors: boolean
  /** The fields are locked: the room has ended, or the user may not save (any more). */
  isReadOnly: boolean
  /** A save is being sent: the fields are locked, and everything keeps its place. */
  isFrozen: boolean
  /** The keys that the last save wrote; their rows are marked for a moment. */
  savedKeys: ReadonlySet<string>
  /** The user may only view the room, so entries are shown as text instead of fields. */
  isViewer: boolean
  openConflicts: () => void
  /** The texts of the editor, once for all rows: to make them costs more than to use them. */
  t: ReturnType<typeof useTranslations<'editor'>>
  /** The texts of problems, made once as well. */
  problemText: ReturnType<typeof useTranslations<'problems'>>
}

/** Props of buttons that keep their place while a save is sent, but cannot be used. */
export const frozenProps = ({ isFrozen }: Pick<Editor, 'isFrozen'>) =>
  isFrozen ? ({ inert: true, 'aria-hidden': true } as const) : null

const EditorContext = createContext<Editor | null>(null)
export const EditorProvider = EditorContext.Provider

export function useEditor(): Editor {
  const editor = use(EditorContext)
  if (!editor) throw new Error('useEditor must be used inside EditorProvider')
  return editor
}
