'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { LoadMore } from '@/components/ui/buttons/load-more'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { batchPath } from '@/lib/client/paths'
import type { Problem } from '@/lib/shared/api/problem'
import type { BatchSummary } from '@/lib/shared/batches/batch'
import { useBatches } from './batch-queries'
import { BatchStateLabel } from './batch-state-label'
import { RoomCounts } from './room-counts'

type Props = {
  /** Why the server could not read the batches. */
  serverProblem: Pick<Problem, 'code' | 'details'> | null
}

/** The changes to several rooms, newest first. */
export function BatchesView({ serverProblem }: Props) {
  const t = useTranslations('batches')
  const list = useBatches()
  const { batches, last, error, refetch } = list
  const problem = list.isFetchNextPageError ? null : (error ?? (last ? null : serverProblem))
  return (
    <div className="space-y-4">
      <PageTitle>{t('title')}</PageTitle>
      <p className="text-muted">
        {t.rich('text', { rooms: (chunk) => <Link href="/rooms">{chunk}</Link> })}
      </p>
      {problem ? (
        <ProblemAlert problem={problem} title={t('failed')} isReadProblem>
          <Button size="small" onClick={() => refetch()}>
            {t('retry')}
          </Button>
        </ProblemAlert>
      ) : null}
      {last && batches.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
      {batches.length > 0 ? (
        <>
          <Card as="ul" aria-label={t('list')} className="divide-y divide-line">
            {batches.map((batch) => (
              <BatchItem key={batch.id} batch={batch} />
            ))}
          </Card>
          <LoadMore list={list} messages="batches" countItems={(page) => page.batches.length}>
            {t('end', { count: batches.length })}
          </LoadMore>
        </>
      ) : null}
    </div>
  )
}

function BatchItem({ batch }: { batch: BatchSummary }) {
  const t = useTranslations('batches')
  const { id, by, at, note, preset, rollsBack } = batch
  return (
    <li className="relative space-y-0.5 px-3 py-2.5 hover:bg-hover">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <Link
          href={batchPath(id)}
          variant="plain"
          className="font-medium after:absolute after:inset-0"
        >
          {t.rich('item', { name: by.name, iso, when: () => <Timestamp at={at} /> })}
        </Link>
        <BatchStateLabel batch={batch} />
      </div>
      <p className="text-muted text-sm">
        {rollsBack ? `${t('isRollBack')} · ` : null}
        {preset ? (
          <>
            {t.rich('withPreset', { name: preset.name ?? t('deletedPreset'), iso })}
            {' · '}
          </>
        ) : null}
        <RoomCounts counts={batch.counts} />
      </p>
      {note ? (
        <p className="text-sm">
          <bdi>{note}</bdi>
        </p>
      ) : null}
    </li>
  )
}
