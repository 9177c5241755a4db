'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useId } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'

type Props = {
  /** What happens. */
  children: ReactNode
  confirmLabel: string
  isRunning: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Says what an action does to a person before it is done. Cancelling has the focus. */
export function ConfirmPanel({ children, confirmLabel, isRunning, onConfirm, onClose }: Props) {
  const t = useTranslations('people')
  const textId = useId()
  const cancelId = useId()
  useEffect(() => document.getElementById(cancelId)?.focus(), [cancelId])
  return (
    <fieldset aria-describedby={textId} className="space-y-2 border-line border-t pt-2">
      <legend className="sr-only">{confirmLabel}</legend>
      <p id={textId} className="text-sm">
        {children}
      </p>
      <div className="flex flex-wrap gap-2">
        <LoadingButton size="small" variant="primary" loading={isRunning} onClick={onConfirm}>
          {confirmLabel}
        </LoadingButton>
        <Button id={cancelId} size="small" variant="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </fieldset>
  )
}
