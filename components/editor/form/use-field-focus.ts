import { useRef } from 'react'
import type { UseFormGetValues } from 'react-hook-form'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import type { Draft, DraftRow } from '@/lib/shared/changes/draft'
import { PLACES_OF_RETURN } from '../places-of-return'

const IN_ROW = /^rows\.(\d+)\./
const FIELD_ID = /^rows\.(\d+)\.(key|value|undo)$/

/** Where the person was last: the row by its key and its index, the field and the selection. */
type FieldPlace = { key: string; index: number; field: string; selection: [number, number] | null }

/** Remembers the field that had the focus last, so that a save or a discard can return to it. */
export function useFieldFocus(getValues: UseFormGetValues<Draft>) {
  const place = useRef<FieldPlace | null>(null)
  return {
    remember(target: Element) {
      const [, index, field = ''] = FIELD_ID.exec(target.id) ?? []
      if (index === undefined) return
      const row = getValues(`rows.${Number(index)}`)
      place.current = {
        key: row?.base?.key ?? row?.key ?? '',
        index: Number(index),
        field,
        selection: toSelection(target),
      }
    },
    /**
     * The row that keeps its place: the one with the focus or, while a dialog or the save bar has it,
     * the one that will have it again; -1 if there is none.
     */
    anchorRow() {
      const { activeElement } = document
      const [, index] = IN_ROW.exec(activeElement?.id ?? '') ?? []
      if (index !== undefined) return Number(index)
      const willReturn = activeElement?.closest(PLACES_OF_RETURN)
      return willReturn && place.current ? findRow(getValues('rows'), place.current) : -1
    },
    /** Moves the focus and the caret, but not the page. */
    restore() {
      const rows = getValues('rows')
      const index = place.current === null ? -1 : findRow(rows, place.current)
      const field = place.current?.field === 'key' ? 'key' : 'value'
      focusWhenReady(index < 0 ? 'review' : `rows.${index}.${field}`, {
        preventScroll: true,
        selection: place.current?.selection ?? null,
      })
    },
  }
}

function toSelection(target: Element): [number, number] | null {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null
  const { selectionStart: start, selectionEnd: end } = target
  return start === null || end === null ? null : [start, end]
}

/** The row with the same key, or the nearest one that has fields; -1 if there is none. */
function findRow(rows: readonly DraftRow[], { key, index }: FieldPlace): number {
  const same = rows.findIndex((row) => key !== '' && (row.base?.key ?? row.key) === key)
  const start = same < 0 ? index : same
  const withFields = rows.flatMap(({ removed }, at) => (removed ? [] : [at]))
  const distance = (at: number) => Math.abs(at - start)
  return withFields.toSorted((a, b) => distance(a) - distance(b))[0] ?? -1
}
