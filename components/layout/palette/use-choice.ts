import { type KeyboardEvent, useRef, useState } from 'react'

/**
 * The chosen line of a list whose lines come and go while answers arrive: the first one, until somebody chooses
 * another. `settle` is to be called when lines have changed, `restart` when something else is typed.
 */
export function useChoice() {
  const [chosen, setChosen] = useState('')
  const byHand = useRef(false)
  const list = useRef<HTMLDivElement>(null)

  function settle() {
    const lines = [...(list.current?.querySelectorAll<HTMLElement>('[cmdk-item]') ?? [])]
    const values = lines.map((line) => line.dataset.value ?? '')
    if (!byHand.current || !values.includes(chosen)) setChosen(values[0] ?? '')
  }

  return {
    chosen,
    setChosen,
    settle,
    restart: () => {
      byHand.current = false
    },
    list,
    hands: {
      onPointerMove: () => {
        byHand.current = true
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key.startsWith('Arrow')) byHand.current = true
      },
    },
  }
}
