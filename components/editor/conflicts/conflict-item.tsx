'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Saver } from '@/components/editor/conflicts/last-writer'
import { Button } from '@/components/ui/buttons/button'
import { TextDiff } from '@/components/ui/diff/text-diff'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { Conflict } from '@/lib/shared/changes/rebase'
import { useWho } from '../save/outcome/use-who'
import { Side } from './side'

type Props = {
  conflict: Conflict
  row: DraftRow
  /** Whose "theirs" is, where that is known. */
  saver: Saver | null
  onDecide: (side: 'mine' | 'theirs') => void
  onEdit: () => void
}

/** One key three ways: what it was, what others made of it, what this draft makes of it. */
export function ConflictItem({ conflict, row, saver, onDecide, onEdit }: Props) {
  const t = useTranslations('outcome.conflict')
  const { key, was, theirs } = conflict
  const mine = row.removed ? null : row.value
  const renamed = !row.removed && row.key !== key
  return (
    <li className="rounded-md border border-line">
      <h3 className="border-line border-b px-3 py-2 font-mono font-semibold text-sm">
        <bdi>{key}</bdi>
      </h3>
      {saver ? <SavedBy saver={saver} name={key} /> : null}
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
        {row.removed ? null : (
          <Button size="small" look="quiet" onClick={onEdit}>
            {t('edit')}
          </Button>
        )}
      </div>
    </li>
  )
}

function SavedBy({ saver, name: key }: { saver: Saver; name: string }) {
  const t = useTranslations('outcome.conflict')
  const { who, name } = useWho(saver)
  return (
    <p className="px-3 pt-2 text-sm">
      {t.rich('savedBy', {
        who: saver.by === null ? 'app' : who,
        name,
        key,
        iso: (chunk: ReactNode) => <bdi>{chunk}</bdi>,
        mono: (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>,
      })}
    </p>
  )
}
