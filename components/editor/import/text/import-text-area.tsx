import { type ChangeEvent, type ClipboardEvent, type Ref, useRef } from 'react'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import { toDisplayedText } from '../../form/fields/displayed-text'
import { applyTextEdit, type Paste } from './text-edit'

/**
 * More than a room can hold. Chromium takes seconds to paste ten thousand lines, and as long again to
 * find the direction of each of them.
 */
const LONG_TEXT = 20_000

type Props = {
  id: string
  ref: Ref<HTMLTextAreaElement>
  text: string
  onText: (text: string) => void
  /** Gets a text that the browser cannot undo. */
  onReplace: (text: string) => void
}

/** A text area that keeps the line ends of what is pasted. */
export function ImportTextArea({ text, onText, onReplace, ...controlProps }: Props) {
  const paste = useRef<Paste | null>(null)

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const { clipboardData, currentTarget: area } = event
    const { selectionStart, selectionEnd } = area
    const pasted = { text: clipboardData.getData('text/plain'), selectionStart, selectionEnd }
    if (pasted.text.length <= LONG_TEXT) {
      paste.current = pasted
      return
    }
    event.preventDefault()
    area.dir = 'ltr'
    const head = area.value.slice(0, selectionStart) + toDisplayedText(pasted.text)
    // By the setter that React knows: it takes a later `change` event for an edit otherwise.
    area.value = head + area.value.slice(selectionEnd)
    area.setSelectionRange(head.length, head.length)
    onReplace(applyTextEdit(text, area.value, pasted))
  }

  function onChange({ target }: ChangeEvent<HTMLTextAreaElement>) {
    onText(applyTextEdit(text, target.value, paste.current))
    paste.current = null
  }

  return (
    <textarea
      {...controlProps}
      {...exactTextProps}
      dir={text.length > LONG_TEXT ? 'ltr' : exactTextProps.dir}
      value={toDisplayedText(text)}
      rows={8}
      onPaste={onPaste}
      onChange={onChange}
      className={codeControlClass}
    />
  )
}
