'use client'

import { useTranslations } from 'next-intl'
import { TextDiff } from '@/components/diff/text-diff'
import { Button } from '@/components/ui/button'
import type { DraftRow } from '@/lib/shared/draft'
import type { Conflict } from '@/lib/shared/rebase'
import { Side } from './side'

/** One key three ways: what it was, what others made of it, what this draft makes of it. */
export function ConflictItem({
  conflict: { key, was, theirs },
  row,
  onDecide,
}: {
  conflict: Conflict
  row: DraftRow
  onDecide: (side: 'mine' | 'theirs') => void
}) {
  const t = useTranslations('outcome.conflict')
  const mine = row.removed ? null : row.value
  const renamed = !row.removed && row.key !== key
  return (
    <li className="rounded-md border border-line">
      <h3 className="border-line border-b px-3 py-2 font-mono font-semibold text-sm">
        <bdi>{key}</bdi>
      </h3>
      <dl className="grid gap-x-3 gap-y-2 px-3 py-2 sm:grid-cols-[5rem_1fr]">
        <dt className="text-muted text-sm">{t('was')}</dt>
        <dd>
          <Side text={was} />
        </dd>
        <dt className="text-muted text-sm">{t('theirs')}</dt>
        <dd>{was && theirs ? <TextDiff from={was} to={theirs} /> : <Side text={theirs} />}</dd>
        <dt className="text-muted text-sm">{t('mine')}</dt>
        <dd>
          {renamed ? <p className="text-sm">{t('renamed', { key: row.key })}</p> : null}
          {was && mine ? <TextDiff from={was} to={mine} /> : <Side text={mine} />}
        </dd>
      </dl>
      <div className="flex flex-wrap gap-2 border-line border-t px-3 py-2">
        <Button size="small" onClick={() => onDecide('theirs')}>
          {t('keepTheirs')}
        </Button>
        <Button size="small" onClick={() => onDecide('mine')}>
          {t('useMine')}
        </Button>
      </div>
    </li>
  )
}
