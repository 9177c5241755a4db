import { type CompositionEvent, useRef, useState } from 'react'

/**
 * State of a text field. `text` is what the field shows; `committedText` leaves out what the user
 * is still composing in an input method editor (IME).
 */
export function useTypedText(initial: string) {
  const [text, setText] = useState(initial)
  const [committedText, setCommittedText] = useState(initial)
  const isComposing = useRef(false)

  function onTextChange(value: string) {
    setText(value)
    if (!isComposing.current) setCommittedText(value)
  }

  const compositionHandlers = {
    onCompositionStart: () => {
      isComposing.current = true
    },
    onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
      isComposing.current = false
      setCommittedText(event.currentTarget.value)
    },
  }
  return { text, committedText, onTextChange, compositionHandlers }
}
