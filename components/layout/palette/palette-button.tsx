'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { loadPart, PartLoading } from '@/components/ui/part-loading'
import { retryParts } from '@/lib/client/parts/part-loads'
import { useFailedPart } from '@/lib/client/parts/use-failed-part'
import type { DialogName } from './dialogs'
import { Kbd } from './kbd'
import { useGlobalKeys } from './use-global-keys'

const PaletteDialogs = dynamic(
  loadPart(() => import('../header-parts').then((module) => module.PaletteDialogs)),
  { loading: PartLoading },
)

/** The button of the command palette, and the keyboard shortcuts that work on every page. */
export function PaletteButton() {
  const t = useTranslations('palette')
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [earlyText, setEarlyText] = useState('')
  const [isReady, setIsReady] = useState(false)
  const hasFailed = useFailedPart()
  // In a transition, a dialog that has been loaded before appears without a fallback first.
  const [isOpening, startOpening] = useTransition()

  function switchTo(next: DialogName | null) {
    startOpening(() => setDialog(next))
    setEarlyText('')
    if (next !== null) retryParts()
  }

  useGlobalKeys({
    isLoading: (isOpening || dialog !== null) && !isReady && !hasFailed,
    onEarlyKey: (key) => setEarlyText((text) => text + key),
    onOpen: switchTo,
  })

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => switchTo('palette')}
        className={buttonClass('quiet', 'small')}
      >
        <Search aria-hidden className="size-4 text-muted" />
        <span className="sr-only">{t('open')}</span>
        <span className="max-sm:hidden">
          <Kbd keys={['Ctrl', 'K']} />
        </span>
      </button>
      {dialog ? (
        <div className="order-last basis-full empty:hidden">
          <PaletteDialogs
            dialog={dialog}
            earlyText={earlyText}
            onReady={() => setIsReady(true)}
            onChange={switchTo}
          />
        </div>
      ) : null}
    </>
  )
}
