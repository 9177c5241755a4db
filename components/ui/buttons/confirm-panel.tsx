'use client'

import { type ReactNode, useEffect, useId } from 'react'
import { Button } from './button'
import { LoadingButton } from './loading-button'

type Props = {
  /** Names the panel for screen readers. */
  title: string
  /** What happens. */
  text: ReactNode
  /** Between the text and the buttons. */
  children?: ReactNode
  confirmLabel: string
  cancelLabel: string
  isRunning: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** Says what an action does before it is done. Cancelling has the focus. */
export function ConfirmPanel({
  title,
  text,
  children,
  confirmLabel,
  cancelLabel,
  isRunning,
  onConfirm,
  onCancel,
}: Props) {
  const textId = useId()
  const cancelId = useId()
  useEffect(() => document.getElementById(cancelId)?.focus(), [cancelId])
  return (
    <fieldset aria-describedby={textId} className="space-y-2 border-line border-t pt-2">
      <legend className="sr-only">{title}</legend>
      <p id={textId} className="text-sm">
        {text}
      </p>
      {children}
      <div className="flex flex-wrap gap-2">
        <LoadingButton size="small" variant="primary" loading={isRunning} onClick={onConfirm}>
          {confirmLabel}
        </LoadingButton>
        <Button id={cancelId} size="small" variant="quiet" onClick={onCancel}>
          {cancelLabel}
        </Button>
      </div>
    </fieldset>
  )
}
