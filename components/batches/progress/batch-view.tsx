'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Alert } from '@/components/ui/alert'
import { Link } from '@/components/ui/link'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { announce } from '@/lib/client/browser/announce'
import { batchPath } from '@/lib/client/paths'
import type { Problem } from '@/lib/shared/api/problem'
import { type Batch, isBatchActive } from '@/lib/shared/batches/batch'
import { batchQuery } from '../batch-queries'
import { BatchStateLabel } from '../batch-state-label'
import { RoomCounts } from '../room-counts'
import { useReason } from '../use-reason'
import { BatchActions } from './batch-actions'
import { BatchRooms } from './batch-rooms'

type Props = {
  id: string
  /** Why the server could not read the batch. */
  serverProblem: Pick<Problem, 'code' | 'details'> | null
}

/** A change to several rooms: how far it is, the outcome of each room, and what can be done. */
export function BatchView({ id, serverProblem }: Props) {
  const t = useTranslations('batches')
  const { data, error } = useQuery(batchQuery(id))
  const problem = error ?? (data ? null : serverProblem)
  return (
    <div className="space-y-4">
      <PageTitle>{t('batch', { count: data?.batch.rooms.length ?? 0 })}</PageTitle>
      {problem ? <ProblemAlert problem={problem} title={t('batchFailed')} isReadProblem /> : null}
      {data ? <BatchDetails batch={data.batch} /> : null}
    </div>
  )
}

function BatchDetails({ batch }: { batch: Batch }) {
  const t = useTranslations('batches')
  const { by, at, note, preset, rollsBack } = batch
  return (
    <>
      <div className="space-y-0.5 text-muted text-sm">
        <p>
          {t.rich('startedBy', { name: by.name, iso, when: () => <Timestamp at={at} /> })}
          {preset ? (
            <> · {t.rich('withPreset', { name: preset.name ?? t('deletedPreset'), iso })}</>
          ) : null}
        </p>
        {rollsBack ? (
          <p>
            {t.rich('rollsBack', {
              batch: (chunk) => <Link href={batchPath(rollsBack)}>{chunk}</Link>,
            })}
          </p>
        ) : null}
        {note ? (
          <p className="text-ink">
            <bdi>{note}</bdi>
          </p>
        ) : null}
      </div>
      <BatchProgress batch={batch} />
      <BatchActions batch={batch} />
      <BatchRooms batch={batch} />
    </>
  )
}

function BatchProgress({ batch }: { batch: Batch }) {
  const t = useTranslations()
  const reason = useReason()
  const { counts, rooms, state, stopReason, waitingFor } = batch
  const done = counts.applied + counts.partial + counts['not-applied']
  const isActive = isBatchActive(batch)
  const wasActive = useRef(isActive)
  const { length: total } = rooms

  useEffect(() => {
    if (wasActive.current && !isActive) {
      announce(t('batches.ended', { applied: counts.applied, total }))
    }
    wasActive.current = isActive
  }, [isActive, counts.applied, total, t])

  return (
    <section aria-label={t('batches.progress')} className="space-y-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <p className="font-medium">{t('batches.doneOf', { done, total })}</p>
        <BatchStateLabel batch={batch} />
      </div>
      <progress
        aria-label={t('batches.progress')}
        max={total}
        value={done}
        className="block h-2 w-full accent-(--color-accent)"
      />
      <p className="text-sm">
        <RoomCounts counts={counts} />
      </p>
      {state === 'running' ? <p className="text-muted text-sm">{t('batches.goesOn')}</p> : null}
      {waitingFor ? (
        <Alert tone="warn" title={t('batches.waitingFor')}>
          <p>{reason(waitingFor)}</p>
        </Alert>
      ) : null}
      {state === 'stopped' && stopReason ? (
        <Alert tone="info" title={t(`batches.stopReasons.${stopReason}`)} />
      ) : null}
    </section>
  )
}
