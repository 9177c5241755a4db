'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { DiffLine } from '@/components/ui/diff/diff-line'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { type ChangeLine, toChangeLines } from '@/lib/shared/changes/change-lines'
import { diffEntries } from '@/lib/shared/changes/diff'
import { type Version, versionQueries } from './version-queries'

/** A key with another name is another key: nothing was renamed between two rooms. */
const NO_RENAMES = new Map<string, string>()

/** What differs between two versions, key by key. */
export function Comparison({ left, right }: { left: Version; right: Version }) {
  const t = useTranslations('compare')
  const before = useQuery(versionQueries.entries(left))
  const after = useQuery(versionQueries.entries(right))
  if (left.room === '' || right.room === '')
    return <p className="text-muted text-sm">{t('chooseBoth')}</p>
  const problem = before.error ?? after.error
  if (problem) return <ProblemAlert problem={problem} isReadProblem title={t('failed')} />
  if (!before.data || !after.data)
    return (
      <p role="status" className="text-muted text-sm">
        {t('loading')}
      </p>
    )
  if (!before.data.entries || !after.data.entries) return <Alert tone="info" title={t('notRead')} />
  const lines = toChangeLines(diffEntries(before.data.entries, after.data.entries), NO_RENAMES)
  const same = before.data.entries.length - lines.filter(({ from }) => from !== null).length
  return (
    <section aria-label={t('result')} className="space-y-2">
      {before.data.stale || after.data.stale ? <Alert tone="warn" title={t('stale')} /> : null}
      <p role="status" className="font-medium text-sm">
        {lines.length === 0
          ? t('same', { count: same })
          : t('count', { count: lines.length, same })}
      </p>
      {lines.length > 0 ? (
        <ul aria-label={t('differences')} className="divide-y divide-line border-line border-y">
          {lines.map((line) => (
            <DiffLine key={line.key} line={line} label={t(toSide(line))} />
          ))}
        </ul>
      ) : null}
    </section>
  )
}

function toSide({ from, to }: ChangeLine) {
  if (from === null) return 'onlyRight'
  return to === null ? 'onlyLeft' : 'different'
}
