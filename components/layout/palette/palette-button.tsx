'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useState } from 'react'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { announce } from '@/lib/client/browser/announce'
import type { DialogName, PaletteDialogsProps } from './dialogs'
import { Kbd } from './kbd'
import { useGlobalKeys } from './use-global-keys'

const loadDialogs = () => import('./dialogs')
/** Ignores failures: opening the dialog loads it again and reports them. */
const preloadDialogs = () => void loadDialogs().catch(() => undefined)

/** The button of the command palette, and the keyboard shortcuts that work on every page. */
export function PaletteButton() {
  const t = useTranslations('palette')
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [earlyText, setEarlyText] = useState('')
  const [failed, setFailed] = useState(false)
  const [Dialogs, setDialogs] = useState<ComponentType<PaletteDialogsProps> | null>(null)

  function switchTo(next: DialogName | null) {
    setDialog(next)
    setEarlyText('')
    setFailed(false)
    if (next !== null && !Dialogs) void showDialogs()
  }

  // Not React.lazy: if loading fails, that would replace the page and its draft by an error page.
  async function showDialogs() {
    try {
      const module = await loadDialogs()
      setDialogs(() => module.PaletteDialogs)
    } catch {
      setDialog(null)
      setFailed(true)
      announce(t('notLoaded'), 'assertive')
    }
  }

  useGlobalKeys({
    isLoading: dialog !== null && !Dialogs,
    onEarlyKey: (key) => setEarlyText((text) => text + key),
    onOpen: switchTo,
    onModifierDown: preloadDialogs,
  })

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => switchTo('palette')}
        onPointerEnter={preloadDialogs}
        className={buttonClass('quiet', 'small')}
      >
        <Search aria-hidden className="size-4 text-muted" />
        <span className="sr-only">{t('open')}</span>
        <span className="max-sm:hidden">
          <Kbd keys={['Ctrl', 'K']} />
        </span>
      </button>
      {failed ? <p className="order-last basis-full text-bad text-sm">{t('notLoaded')}</p> : null}
      {Dialogs && dialog ? (
        <Dialogs dialog={dialog} earlyText={earlyText} onChange={switchTo} />
      ) : null}
    </>
  )
}
