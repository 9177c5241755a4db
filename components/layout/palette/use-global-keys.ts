import { useEffect } from 'react'
import { isCommand, isComposing, isTyping } from '@/lib/client/browser/keys'
import type { Layer } from './layers'

type Keys = {
  /** A layer is on its way; what is typed meanwhile is meant for it. */
  waiting: boolean
  onEarly: (key: string) => void
  onOpen: (layer: Layer) => void
  /** Ctrl or ⌘ went down: the palette may be next. */
  onModifier: () => void
}

/** The keys that hold on every page: Ctrl/⌘ K, and outside fields `/` and `?`. */
export function useGlobalKeys({ waiting, onEarly, onOpen, onModifier }: Keys): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || isComposing(event)) return
      if (event.key === 'Control' || event.key === 'Meta') onModifier()
      const plain = !isCommand(event) && !event.altKey
      if (isPaletteKey(event)) {
        // Never the browser's own search bar, which looks as if it were ours.
        event.preventDefault()
        if (!inLayer(event)) onOpen('palette')
      } else if (waiting) {
        if (!plain || event.key.length > 1) return
        event.preventDefault()
        onEarly(event.key)
      } else if (plain && !isTyping(event) && !inLayer(event)) {
        if (event.key === '?') onOpen('keys')
        if (event.key === '/') {
          event.preventDefault()
          const field = document.querySelector<HTMLElement>('[data-search]')
          if (field) field.focus()
          else onOpen('palette')
        }
      }
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [waiting, onEarly, onOpen, onModifier])
}

function isPaletteKey(event: KeyboardEvent): boolean {
  return isCommand(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k'
}

/** An open layer has its own keys, and another one over it would hide what is being decided. */
function inLayer(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('[role$="dialog"]') !== null
}
