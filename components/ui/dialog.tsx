'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode, RefObject } from 'react'

type Props = {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  /** Gets the focus when the dialog opens; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>
}

/** A modal dialog. Mount it to open it; Esc and the close button call `onClose`. */
export function Dialog({ title, onClose, children, initialFocus }: Props) {
  const t = useTranslations('app')
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Base.Popup
          initialFocus={initialFocus}
          className="fixed inset-x-2 top-[max(0.5rem,6dvh)] z-50 mx-auto flex max-h-[88dvh] max-w-3xl flex-col rounded-lg border border-line bg-surface shadow-xl"
        >
          <header className="flex items-start gap-3 border-line border-b px-4 py-3">
            <Base.Title className="min-w-0 flex-1 font-semibold text-lg">{title}</Base.Title>
            <Base.Close
              aria-label={t('close')}
              className="grid size-8 place-items-center rounded-md hover:bg-hover"
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </header>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
