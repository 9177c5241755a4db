'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
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

const mono = (chunk: ReactNode) => <bdi className="break-all font-mono">{chunk}</bdi>

/** One change in words, with its texts and what it does to the room's bytes. */
export function DiffLine({ line }: { line: ChangeLine }) {
  const t = useTranslations('review')
  const { verb, key, oldKey, from, to, bytes } = line
  return (
    <li className="space-y-1 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className={`font-semibold ${TONES[verb]}`}>{t(`verbs.${verb}`)}</span>
        <span className="min-w-0">
          {oldKey === null ? mono(key) : t.rich('renamed', { from: oldKey, to: key, mono })}
        </span>
        <span className="ms-auto whitespace-nowrap text-muted text-sm">
          {t('byteDifference', { bytes })}
        </span>
      </div>
      <Texts from={from} to={to} />
    </li>
  )
}

function Texts({ from, to }: { from: string | null; to: string | null }) {
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
