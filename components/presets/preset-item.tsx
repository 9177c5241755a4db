'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { VisibleText } from '@/components/ui/visible-text'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { formatEntries } from '@/lib/shared/metadata/format-entries'
import type { Preset } from '@/lib/shared/presets/preset'

type Props = {
  preset: Preset
  canWrite: boolean
  onEdit: () => void
  onDelete: () => Promise<unknown>
}

/** A preset with its entries, and what one can do with it. */
export function PresetItem({ preset, canWrite, onEdit, onDelete }: Props) {
  const t = useTranslations('presets')
  const { isRunning, problem, run } = useAsyncAction()
  const [isAsking, setIsAsking] = useState(false)
  const { id, name, entries, uses, updatedAt, updatedBy } = preset
  const confirmId = `delete-${id}`

  return (
    <article className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 font-semibold">
          <bdi className="break-words">{name}</bdi>
        </h2>
        <p className="text-muted text-sm">
          {t('uses', { count: uses })} ·{' '}
          {t.rich('changedBy', {
            name: updatedBy.name,
            iso,
            when: () => <Timestamp at={updatedAt} />,
          })}
        </p>
        <span className="ms-auto flex gap-2">
          <CopyButton text={formatEntries(entries)} label={t('copy', { name })} />
          {canWrite ? (
            <>
              <Button id={`edit-${id}`} size="small" onClick={onEdit}>
                {t('edit')}
                <span className="sr-only"> {name}</span>
              </Button>
              <Button
                id={`ask-${id}`}
                size="small"
                variant="quiet"
                aria-expanded={isAsking}
                onClick={() => {
                  setIsAsking(!isAsking)
                  if (!isAsking) focusWhenReady(confirmId)
                }}
              >
                {t('delete')}
                <span className="sr-only"> {name}</span>
              </Button>
            </>
          ) : null}
        </span>
      </div>
      {isAsking ? (
        <div className="flex flex-wrap items-center gap-2 rounded-md bg-sunken px-3 py-2">
          <p>{t('askDelete')}</p>
          <LoadingButton
            id={confirmId}
            size="small"
            variant="primary"
            loading={isRunning}
            onClick={() => run(onDelete)}
          >
            {t('confirmDelete')}
          </LoadingButton>
          <Button
            size="small"
            variant="quiet"
            onClick={() => {
              setIsAsking(false)
              focusWhenReady(`ask-${id}`)
            }}
          >
            {t('cancel')}
          </Button>
        </div>
      ) : null}
      {problem ? <ProblemAlert problem={problem} title={t('notDeleted')} /> : null}
      <dl className="grid gap-x-3 gap-y-1 text-sm sm:grid-cols-[minmax(9rem,15rem)_minmax(0,1fr)]">
        {entries.map(({ key, value }) => (
          <div key={key} className="contents">
            <dt className="break-all font-mono">
              <VisibleText text={key} />
            </dt>
            <dd className="max-h-24 overflow-y-auto max-sm:mb-1">
              {value === '' ? (
                <span className="text-muted italic">{t('empty')}</span>
              ) : (
                <VisibleText text={value} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </article>
  )
}
