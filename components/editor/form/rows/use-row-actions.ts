import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { UseFieldArrayReturn, UseFormReturn } from 'react-hook-form'
import { announce } from '@/lib/client/browser/announce'
import { focusSoon } from '@/lib/client/browser/focus'
import { type Draft, type DraftRow, isBlank } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'

export type RowActions = {
  add(after?: number): void
  addMany(entries: readonly Entry[]): void
  remove(index: number): void
  restore(index: number): void
  revert(index: number): void
  setText(index: number, field: 'key' | 'value', text: string): void
  /** Writes rows in place, takes away those that are null and puts `added` at the end; the focus stays. */
  put(rows: readonly (DraftRow | null)[], added?: readonly DraftRow[]): void
  /** Another draft in the place of this one; undoable. */
  replace(rows: readonly DraftRow[], undoable: boolean): void
  /** Takes back the last row action; false when there is none. */
  undo(): boolean
}

const NEW_ROW: DraftRow = { key: '', value: '', was: null, removed: false }

/** Everything that is done to rows other than typing. Each action moves the focus where the hand goes on. */
export function useRowActions(
  { getValues, setValue, clearErrors }: UseFormReturn<Draft>,
  { append, insert, remove: drop, replace: replaceAll }: UseFieldArrayReturn<Draft, 'rows'>,
): RowActions {
  const t = useTranslations('editor')
  const undos = useRef<(() => void)[]>([])
  const row = (index: number) => getValues(`rows.${index}`)
  const count = () => getValues('rows').length
  const silent = { shouldFocus: false }

  function write(index: number, next: DraftRow) {
    const now = row(index)
    if (now.key !== next.key) setValue(`rows.${index}.key`, next.key)
    if (now.value !== next.value) setValue(`rows.${index}.value`, next.value)
    if (now.was !== next.was) setValue(`rows.${index}.was`, next.was)
    if (now.removed !== next.removed) setValue(`rows.${index}.removed`, next.removed)
  }

  function restore(index: number) {
    setValue(`rows.${index}.removed`, false)
    announce(t('said.restored', { key: row(index).key }))
    focusSoon(`rows.${index}.value`)
  }

  return {
    add(after = count() - 1) {
      const index = after + 1
      insert(index, NEW_ROW, silent)
      undos.current.push(() => drop(index))
      announce(t('said.added', { number: index + 1 }))
      focusSoon(`rows.${index}.key`)
    },
    addMany(entries) {
      const start = count()
      append(
        entries.map((entry) => ({ ...NEW_ROW, ...entry })),
        silent,
      )
      undos.current.push(() => drop(entries.map((_, at) => start + at)))
      announce(t('said.addedMany', { count: entries.length }))
      focusSoon(`rows.${start}.key`)
    },
    remove(index) {
      clearErrors(`rows.${index}`)
      if (isBlank(row(index))) {
        drop(index)
        undos.current.push(() => insert(index, NEW_ROW, silent))
        focusSoon(index > 0 ? `rows.${index - 1}.key` : 'add-key')
        return
      }
      setValue(`rows.${index}.removed`, true)
      undos.current.push(() => restore(index))
      announce(t('said.removed', { key: row(index).key }))
      focusSoon(`rows.${index}.undo`)
    },
    restore,
    revert(index) {
      const before = row(index)
      if (!before.was) return
      write(index, { ...before, ...before.was })
      clearErrors(`rows.${index}`)
      undos.current.push(() => write(index, before))
      focusSoon(`rows.${index}.value`)
    },
    setText(index, field, text) {
      const before = row(index)[field]
      setValue(`rows.${index}.${field}`, text)
      clearErrors(`rows.${index}.${field}`)
      undos.current.push(() => setValue(`rows.${index}.${field}`, before))
    },
    put(rows, added = []) {
      if (added.length > 0) append([...added], silent)
      rows.forEach((next, index) => {
        if (next) write(index, next)
      })
      const gone = rows.flatMap((next, index) => (next ? [] : [index]))
      if (gone.length === 0) return
      drop(gone)
      // What is remembered by position would now undo another row.
      undos.current = []
    },
    replace(rows, undoable) {
      const before = structuredClone(getValues('rows'))
      replaceAll([...rows])
      clearErrors()
      undos.current = undoable ? [() => replaceAll(before)] : []
    },
    undo() {
      const last = undos.current.pop()
      last?.()
      return last !== undefined
    },
  }
}
