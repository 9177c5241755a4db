import { type CompositionEvent, useRef, useState } from 'react'

/** The text of a field, and the text as last `typed` to an end: what an input method is still composing is not in it. */
export function useTypedText(initial: string) {
  const [text, setText] = useState(initial)
  const [typed, setTyped] = useState(initial)
  const composing = useRef(false)

  function take(value: string) {
    setText(value)
    if (!composing.current) setTyped(value)
  }

  const composition = {
    onCompositionStart: () => {
      composing.current = true
    },
    onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
      composing.current = false
      setTyped(event.currentTarget.value)
    },
  }
  return { text, typed, take, composition }
}
