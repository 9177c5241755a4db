'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useEffect, useState } from 'react'
import { buttonClass } from '@/components/ui/button'
import { isCommand, isComposing, isTyping } from '@/lib/client/keys'
import { Kbd } from './kbd'

const loadPalette = () => import('./palette')
const Palette = lazy(loadPalette)
const KeyList = lazy(() => import('./key-list'))

type Layer = 'palette' | 'keys' | null

/** The button of the palette, and the keys that hold on every page; their layers are loaded when first opened. */
export function Shortcuts() {
  const t = useTranslations('palette')
  const [layer, setLayer] = useState<Layer>(null)
  const close = () => setLayer(null)

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || isComposing(event)) return
      const command = isCommand(event)
      const free = !inLayer(event)
      if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        // Never the browser's own search bar, which looks as if it were ours.
        event.preventDefault()
        if (free) setLayer('palette')
      }
      if (command || event.altKey || isTyping(event) || !free) return
      if (event.key === '?') setLayer('keys')
      if (event.key === '/') {
        event.preventDefault()
        const field = document.querySelector<HTMLElement>('[data-search]')
        if (field) field.focus()
        else setLayer('palette')
      }
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setLayer('palette')}
        onPointerEnter={loadPalette}
        className={buttonClass('quiet', 'small')}
      >
        <Search aria-hidden className="size-4 text-muted" />
        <span className="sr-only">{t('open')}</span>
        <Kbd keys={['Ctrl', 'K']} />
      </button>
      <Suspense>
        {layer === 'palette' ? <Palette onClose={close} onKeys={() => setLayer('keys')} /> : null}
        {layer === 'keys' ? <KeyList onClose={close} /> : null}
      </Suspense>
    </>
  )
}

/** An open layer has its own keys, and another one over it would hide what is being decided. */
function inLayer(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('[role$="dialog"]') !== null
}
