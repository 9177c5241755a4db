import { createContext, use } from 'react'
import type { Control, UseFormClearErrors, UseFormReturn } from 'react-hook-form'
import type { Draft } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { RowActions } from './form/rows/use-row-actions'

/** What every part of the editor shares. It changes when the room does, never with a key press. */
export type Editor = {
  slug: string
  control: Control<Draft>
  clearErrors: UseFormClearErrors<Draft>
  getValues: UseFormReturn<Draft>['getValues']
  subscribe: UseFormReturn<Draft>['subscribe']
  rows: RowActions
  /** The room as last read. */
  entries: readonly Entry[]
  /** When others' value of a key came in, by key; gone with the next save. */
  updated: ReadonlyMap<string, string>
  /** A save was refused for what is in the form: demands show everywhere until one goes through. */
  demanding: boolean
  /** Nothing can be typed: the room has ended, or whoever sits here may not save (any more). */
  readOnly: boolean
  /** Opened by somebody who may only look: texts stand there instead of fields. */
  viewing: boolean
  compare: () => void
}

const EditorContext = createContext<Editor | null>(null)
export const EditorProvider = EditorContext.Provider

export function useEditor(): Editor {
  const editor = use(EditorContext)
  if (!editor) throw new Error('used outside the editor')
  return editor
}
