import type { ChangeEvent } from 'react'
import { useEarlyInput } from '@/lib/client/resilience/use-early-input'
import { useEditor } from '../../editor-context'
import { toDisplayedText } from './displayed-text'

/**
 * The text of a field as its text area shows it. A text area turns CR LF into LF, so a text with
 * CR LF is only displayed with LF: the form keeps its line ends until the user types.
 */
export function useFieldText(index: number, field: 'key' | 'value', text: string) {
  const { rowActions } = useEditor()
  const name = `rows.${index}.${field}`
  const displayedText = toDisplayedText(text)
  const earlyInputProps = useEarlyInput(() => document.getElementById(name), onType)

  function onType(typed: string) {
    if (typed !== displayedText) rowActions.typeText(index, field, typed)
  }

  const fieldProps = {
    ...earlyInputProps,
    name,
    value: displayedText,
    onChange: ({ target }: ChangeEvent<HTMLTextAreaElement>) => onType(target.value),
  }
  return { displayedText, fieldProps, onType }
}
