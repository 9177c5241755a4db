'use client'

import { useTranslations } from 'next-intl'
import { ConfirmPanel } from '@/components/ui/buttons/confirm-panel'
import { mono } from '@/components/ui/rich-text-tags'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { ReplaceProblem } from './replace-problem'

type Props = {
  name: string
  onDelete: () => Promise<void>
  onCancel: () => void
  onReload: () => void
}

/** Says what the deletion of a description means. */
export function ConfirmDelete({ name, onDelete, onCancel, onReload }: Props) {
  const t = useTranslations('catalogue')
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  return (
    <ConfirmPanel
      title={t('deleteOf', { name })}
      text={t.rich('confirmDelete', { name, mono })}
      confirmLabel={t('delete')}
      cancelLabel={t('cancel')}
      isRunning={isRunning}
      onConfirm={() => run(onDelete)}
      onCancel={onCancel}
    >
      <ReplaceProblem
        problem={problem}
        onReload={() => {
          clearProblem()
          onReload()
        }}
      />
    </ConfirmPanel>
  )
}
