import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import type { UseFieldArrayReturn, UseFormReturn } from 'react-hook-form'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { type Draft, type DraftRow, isEmptyRow } from '@/lib/shared/changes/draft'
import { mergeEntries } from '@/lib/shared/changes/merge-entries'
import type { Entry } from '@/lib/shared/metadata/entry'
import { toDisplayedText } from '../fields/displayed-text'

export type RowActions = {
  add(after?: number): void
  /** Takes entries into the rows of their keys, and appends the others. One step for undo. */
  importEntries(entries: readonly Entry[]): void
  remove(index: number): void
  restore(index: number): void
  revert(index: number): void
  /** Takes the value that others gave a row; null removes it. */
  take(index: number, next: DraftRow | null): void
  /**
   * Takes the text of a text area, which itself undoes typing. A text area turns CR LF into LF: the
   * form keeps its line ends until something else is typed.
   */
  typeText(index: number, field: 'key' | 'value', text: string): void
  /** Replaces a text in one step for undo. */
  setText(index: number, field: 'key' | 'value', text: string): void
  /** Writes rows in place, removes those that are null and appends `added`. The focus stays. */
  updateRows(rows: readonly (DraftRow | null)[], added?: readonly DraftRow[]): void
  /** Replaces the whole draft. */
  replaceDraft(rows: readonly DraftRow[], isUndoable: boolean): void
  /** Undoes the last row action; returns false if there is none. */
  undo(): boolean
}

const NEW_ROW: DraftRow = { key: '', value: '', base: null, removed: false }

/** All actions on rows. User actions except typing move the focus to where the user continues. */
export function useRowActions(
  { getValues, setValue, getFieldState, clearErrors }: UseFormReturn<Draft>,
  { append, insert, remove: removeRows, replace: replaceAll }: UseFieldArrayReturn<Draft, 'rows'>,
): RowActions {
  'use memo'
  const t = useTranslations('editor')
  const undoStack = useRef<(() => void)[]>([])
  const getRow = (index: number) => getValues(`rows.${index}`)
  const countRows = () => getValues('rows').length
  const NO_FOCUS = { shouldFocus: false }

  function writeRow(index: number, next: DraftRow) {
    const current = getRow(index)
    if (current.key !== next.key) setValue(`rows.${index}.key`, next.key)
    if (current.value !== next.value) setValue(`rows.${index}.value`, next.value)
    if (current.base !== next.base) setValue(`rows.${index}.base`, next.base)
    if (current.removed !== next.removed) setValue(`rows.${index}.removed`, next.removed)
    if (current.overwrite !== next.overwrite) setValue(`rows.${index}.overwrite`, next.overwrite)
  }

  /** An error of the server ends with the first edit. */
  function writeText(index: number, field: 'key' | 'value', text: string) {
    const name = `rows.${index}.${field}` as const
    setValue(name, text)
    // Without an error it would only render all rows.
    if (getFieldState(name).error) clearErrors(name)
  }

  function restore(index: number) {
    setValue(`rows.${index}.removed`, false)
    announce(t('announcements.restored', { key: getRow(index).key }))
    focusWhenReady(`rows.${index}.value`)
  }

  return {
    add(after = countRows() - 1) {
      const index = after + 1
      // The next letter may be typed before the next frame, and belongs to the new row.
      flushSync(() => insert(index, NEW_ROW, NO_FOCUS))
      focusWhenReady(`rows.${index}.key`, { immediately: true })
      undoStack.current.push(() => removeRows(index))
      announce(t('announcements.added', { number: index + 1 }))
    },
    importEntries(entries) {
      const before = getValues('rows').map((row) => ({ ...row }))
      const { rows, added } = mergeEntries(before, entries)
      const changed = rows.flatMap((row, index) => {
        const earlier = before[index]
        return earlier && row !== earlier ? [{ index, row, earlier }] : []
      })
      for (const { index, row } of changed) {
        writeRow(index, row)
        clearErrors(`rows.${index}`)
      }
      if (added.length > 0) append(added, NO_FOCUS)
      undoStack.current.push(() => {
        for (const { index, earlier } of changed) writeRow(index, earlier)
        if (added.length > 0) removeRows(added.map((_, offset) => before.length + offset))
      })
      announce(t('announcements.imported', { count: entries.length }))
      focusWhenReady(`rows.${changed[0]?.index ?? before.length}.value`)
    },
    remove(index) {
      clearErrors(`rows.${index}`)
      if (isEmptyRow(getRow(index))) {
        removeRows(index)
        undoStack.current.push(() => insert(index, NEW_ROW, NO_FOCUS))
        focusWhenReady(index > 0 ? `rows.${index - 1}.key` : 'add-key')
        return
      }
      setValue(`rows.${index}.removed`, true)
      undoStack.current.push(() => restore(index))
      announce(t('announcements.removed', { key: getRow(index).key }))
      focusWhenReady(`rows.${index}.undo`)
    },
    restore,
    revert(index) {
      const before = getRow(index)
      if (!before.base) return
      writeRow(index, { ...before, ...before.base, overwrite: undefined })
      clearErrors(`rows.${index}`)
      undoStack.current.push(() => writeRow(index, before))
      focusWhenReady(`rows.${index}.value`)
    },
    take(index, next) {
      const before = getRow(index)
      clearErrors(`rows.${index}`)
      if (next) writeRow(index, next)
      else removeRows(index)
      undoStack.current.push(() =>
        next ? writeRow(index, before) : insert(index, before, NO_FOCUS),
      )
      focusWhenReady(`rows.${next ? index : Math.max(0, index - 1)}.value`, { preventScroll: true })
    },
    typeText(index, field, text) {
      if (text !== toDisplayedText(getRow(index)[field])) writeText(index, field, text)
    },
    setText(index, field, text) {
      const before = getRow(index)[field]
      writeText(index, field, text)
      undoStack.current.push(() => setValue(`rows.${index}.${field}`, before))
    },
    updateRows(rows, added = []) {
      if (added.length > 0) append([...added], NO_FOCUS)
      rows.forEach((next, index) => {
        if (next) writeRow(index, next)
      })
      const removedIndexes = rows.flatMap((next, index) => (next ? [] : [index]))
      if (removedIndexes.length === 0) return
      removeRows(removedIndexes)
      // The undo steps refer to row positions, which have changed.
      undoStack.current = []
    },
    replaceDraft(rows, isUndoable) {
      const before = structuredClone(getValues('rows'))
      replaceAll([...rows])
      clearErrors()
      undoStack.current = isUndoable ? [() => replaceAll(before)] : []
    },
    undo() {
      const last = undoStack.current.pop()
      last?.()
      return last !== undefined
    },
  }
}
