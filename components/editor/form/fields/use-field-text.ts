import type { ChangeEvent } from 'react'
import type { FieldError } from 'react-hook-form'
import { useEarlyInput } from '@/lib/client/resilience/use-early-input'
import { useEditor } from '../../editor-context'
import { toDisplayedText } from './displayed-text'

/**
 * The text of a field as its text area shows it. A text area turns CR LF into LF, so a text with
 * CR LF is only displayed with LF: the form keeps its line ends until the user types. An error of the
 * server ends with the first edit.
 */
export function useFieldText(
  name: `rows.${number}.${'key' | 'value'}`,
  text: string,
  serverError: FieldError | undefined,
) {
  const { setValue, clearErrors } = useEditor()
  const displayedText = toDisplayedText(text)
  const earlyInputProps = useEarlyInput(() => document.getElementById(name), type)

  function type(typed: string) {
    if (typed === displayedText) return
    setValue(name, typed)
    if (serverError) clearErrors(name)
  }

  const fieldProps = {
    ...earlyInputProps,
    name,
    value: displayedText,
    onChange: ({ target }: ChangeEvent<HTMLTextAreaElement>) => type(target.value),
  }
  return { displayedText, fieldProps, type }
}
