import { useEffect } from 'react'
import { isComposing, isInTextField, isShortcut } from '@/lib/client/browser/keyboard'
import type { DialogName } from './dialogs'

type GlobalKeyOptions = {
  /** A dialog is loading. Keys typed meanwhile go to `onEarlyKey`. */
  isLoading: boolean
  onEarlyKey: (key: string) => void
  onOpen: (dialog: DialogName) => void
}

/** Keyboard shortcuts on every page: Ctrl/⌘ K, and outside of fields `/` and `?`. */
export function useGlobalKeys(options: GlobalKeyOptions): void {
  const { isLoading, onEarlyKey, onOpen } = options
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || isComposing(event)) return
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
      if (isShortcut(event, 'k')) {
        // Also in dialogs: otherwise the search bar of the browser would open.
        event.preventDefault()
        if (!isInDialog(event)) onOpen('palette')
      } else if (isLoading) {
        if (!isPlain || event.key.length > 1) return
        event.preventDefault()
        onEarlyKey(event.key)
      } else if (isPlain && !isInTextField(event) && !isInDialog(event)) {
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
  }, [isLoading, onEarlyKey, onOpen])
}

/** An open dialog has its own keys. A second dialog would cover the decision in the first. */
function isInDialog(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('[role$="dialog"]') !== null
}
