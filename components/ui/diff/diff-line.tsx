'use client'

import { useTranslations } from 'next-intl'
import { monoBreakAll } from '@/components/ui/rich-text-tags'
import { VisibleText } from '@/components/ui/visible-text'
import type { ChangeLine } from '@/lib/shared/changes/change-lines'
import { TextDiff } from './text-diff'

const TONES = {
  set: 'text-good',
  change: 'text-accent',
  clear: 'text-warn',
  rename: 'text-accent',
  delete: 'text-bad',
} as const

/**
 * A key change in words, with the values before and after and the difference in bytes. `label`
 * replaces the word for what the change does.
 */
export function DiffLine({ line, label }: { line: ChangeLine; label?: string }) {
  const t = useTranslations('review')
  const { action, key, oldKey, from, to, bytes, overwrite } = line
  // An empty value that comes or goes has no size to compare.
  const hasSize = bytes !== 0 || (from !== null && to !== null)
  return (
    <li className="space-y-1 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className={`font-semibold ${TONES[action]}`}>{label ?? t(`actions.${action}`)}</span>
        <span className="min-w-0">
          {oldKey === null
            ? monoBreakAll(key)
            : t.rich('renamed', { from: oldKey, to: key, mono: monoBreakAll })}
        </span>
        {overwrite ? (
          <span className="font-medium text-sm text-warn">{t('overwrites')}</span>
        ) : null}
        {hasSize ? (
          <span className="ms-auto whitespace-nowrap text-muted text-sm">
            {t('byteDifference', { bytes })}
          </span>
        ) : null}
      </div>
      <BeforeAndAfter from={from} to={to} />
    </li>
  )
}

function BeforeAndAfter({ from, to }: { from: string | null; to: string | null }) {
  const t = useTranslations('review')
  if (from === to) return null
  if (from !== null && to !== null && from !== '' && to !== '')
    return <TextDiff from={from} to={to} />
  return (
    <div className="rounded-md bg-sunken px-2 py-1.5">
      {from === null ? null : (
        <del className="block bg-bad-soft text-bad line-through">
          {from === '' ? <span className="italic">{t('empty')}</span> : <VisibleText text={from} />}
        </del>
      )}
      {to === null ? null : (
        <ins className="block bg-good-soft text-good underline">
          {to === '' ? <span className="italic">{t('empty')}</span> : <VisibleText text={to} />}
        </ins>
      )}
    </div>
  )
}
