import { type KeyboardEvent, useRef, useState } from 'react'

/**
 * The selected item of a list that changes while results arrive: the first item, until the user
 * selects another one. Call `updateSelection` after the items have changed, and `selectFirst` when
 * the typed text changes.
 */
export function useSelectedItem() {
  const [selected, setSelected] = useState('')
  const isUserChoice = useRef(false)
  const list = useRef<HTMLDivElement>(null)

  function updateSelection() {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[cmdk-item]') ?? [])]
    const values = items.map((item) => item.dataset.value ?? '')
    if (!isUserChoice.current || !values.includes(selected)) setSelected(values[0] ?? '')
  }

  return {
    selected,
    setSelected,
    updateSelection,
    selectFirst: () => {
      isUserChoice.current = false
    },
    list,
    inputHandlers: {
      onPointerMove: () => {
        isUserChoice.current = true
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key.startsWith('Arrow')) isUserChoice.current = true
      },
    },
  }
}
