'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { mono } from '@/components/ui/rich-text-tags'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { ReplaceProblem } from './replace-problem'

type Props = {
  name: string
  onDelete: () => Promise<void>
  onCancel: () => void
  onReload: () => void
}

/** Says what the deletion of a description means. Cancelling has the focus. */
export function ConfirmDelete({ name, onDelete, onCancel, onReload }: Props) {
  const t = useTranslations('catalogue')
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const textId = useId()
  const cancelId = useId()
  useEffect(() => document.getElementById(cancelId)?.focus(), [cancelId])
  return (
    <fieldset aria-describedby={textId} className="space-y-2 border-line border-t pt-2">
      <legend className="sr-only">{t('deleteOf', { name })}</legend>
      <p id={textId} className="text-sm">
        {t.rich('confirmDelete', { name, mono })}
      </p>
      <ReplaceProblem
        problem={problem}
        onReload={() => {
          clearProblem()
          onReload()
        }}
      />
      <div className="flex flex-wrap gap-2">
        <LoadingButton
          size="small"
          variant="primary"
          loading={isRunning}
          onClick={() => run(onDelete)}
        >
          {t('delete')}
        </LoadingButton>
        <Button id={cancelId} size="small" variant="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </fieldset>
  )
}
