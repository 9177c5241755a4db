'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { Card } from '@/components/ui/card'
import { TextDiff } from '@/components/ui/diff/text-diff'
import { iso, mono } from '@/components/ui/rich-text-tags'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { LastWriter } from '@/lib/shared/changes/last-writer'
import type { Conflict, ConflictSide } from '@/lib/shared/changes/rebase'
import { toWriter } from '../live/remote-writers'
import { ComparedValue } from './compared-value'

type Props = {
  conflict: Conflict
  row: DraftRow
  /** The author of the remote value, if known. */
  lastWriter: LastWriter | null
  /** Others changed the key again and again, so only overwriting ends that. */
  canOverwrite: boolean
  onResolve: (side: ConflictSide) => void
  onEdit: () => void
}

/** Compares a key's loaded value, the remote value and the draft's value, and offers to choose. */
export function ConflictItem(props: Props) {
  const { conflict, row, lastWriter, canOverwrite, onResolve, onEdit } = props

  const t = useTranslations('outcome.conflict')
  const { key, base, theirs } = conflict
  const mine = row.removed ? null : row.value
  const isRenamed = !row.removed && row.key !== key
  return (
    <Card as="li">
      <h3 className="border-line border-b px-3 py-2 font-mono font-semibold text-sm">
        <bdi>{key}</bdi>
      </h3>
      {lastWriter ? <LastWriterLine lastWriter={lastWriter} entryKey={key} /> : null}
      <dl className="grid gap-x-3 gap-y-2 px-3 py-2 sm:grid-cols-[5rem_1fr]">
        <dt className="text-muted text-sm">{t('was')}</dt>
        <dd>
          <ComparedValue text={base} />
        </dd>
        <dt className="text-muted text-sm">{t('theirs')}</dt>
        <dd>
          {base && theirs ? <TextDiff from={base} to={theirs} /> : <ComparedValue text={theirs} />}
        </dd>
        <dt className="text-muted text-sm">{t('mine')}</dt>
        <dd>
          {isRenamed ? <p className="text-sm">{t('renamed', { key: row.key })}</p> : null}
          {base && mine ? <TextDiff from={base} to={mine} /> : <ComparedValue text={mine} />}
        </dd>
      </dl>
      <div className="flex flex-wrap gap-2 border-line border-t px-3 py-2">
        <Button size="small" onClick={() => onResolve('theirs')}>
          {t('keepTheirs')}
        </Button>
        <Button size="small" onClick={() => onResolve('mine')}>
          {t('useMine')}
        </Button>
        {row.removed ? null : (
          <Button size="small" variant="quiet" onClick={onEdit}>
            {t('edit')}
          </Button>
        )}
        {canOverwrite ? (
          <div className="flex basis-full flex-wrap items-center gap-x-2 gap-y-1">
            <Button size="small" onClick={() => onResolve('overwrite')}>
              {t('overwrite')}
            </Button>
            <p className="text-muted text-sm">{t.rich('overwriteHint', { key, mono })}</p>
          </div>
        ) : null}
      </div>
    </Card>
  )
}

function LastWriterLine({ lastWriter, entryKey }: { lastWriter: LastWriter; entryKey: string }) {
  const t = useTranslations('outcome.conflict')
  const writer = toWriter(lastWriter, useCurrentUser()?.id)
  return (
    <p className="px-3 pt-2 text-sm">
      {t.rich('savedBy', { ...writer, key: entryKey, iso, mono })}
    </p>
  )
}
