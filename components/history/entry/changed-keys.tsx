'use client'

import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { monoBreakAll } from '@/components/ui/rich-text-tags'
import { VisibleText } from '@/components/ui/visible-text'
import { roomHistoryPath } from '@/lib/client/paths'
import { type ChangeLine, toChangeLines } from '@/lib/shared/changes/change-lines'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { toSlug } from '@/lib/shared/metadata/room-slug'

/** Longer values do not fit beside each other, and show with the details of the change. */
const MAX_CHARACTERS = 60

/**
 * The keys of a change, each with what the change does to it, its values if they are short, and a
 * link to the history of that key.
 */
export function ChangedKeys({
  room,
  changes,
  showKey,
}: {
  room: string
  changes: readonly KeyChange[]
  /** Shows that history without leaving the page. */
  showKey?: (key: string) => void
}) {
  'use memo'
  const t = useTranslations('history')
  return (
    <ul aria-label={t('keys')} className="space-y-0.5 text-sm">
      {toChangeLines(changes).map((line) => (
        <li key={line.key} className="flex flex-wrap items-baseline gap-x-2">
          <ChangedKey room={room} line={line} showKey={showKey} />
          <ShortValues line={line} />
        </li>
      ))}
    </ul>
  )
}

function ChangedKey({
  room,
  line: { action, key, oldKey },
  showKey,
}: {
  room: string
  line: ChangeLine
  showKey?: (key: string) => void
}) {
  const t = useTranslations('review')
  const tHistory = useTranslations('history')
  return (
    <span>
      <span className="text-muted">{t(`actions.${action}`)}</span>{' '}
      <Link
        href={roomHistoryPath(toSlug(room), key)}
        onNavigate={(event) => {
          if (!showKey) return
          event.preventDefault()
          showKey(key)
        }}
        variant="plain"
        prefetch={false}
        title={tHistory('keyHistory', { key })}
        className="rounded-sm underline-offset-2 hover:underline"
      >
        {oldKey === null
          ? monoBreakAll(key)
          : t.rich('renamed', { from: oldKey, to: key, mono: monoBreakAll })}
      </Link>
    </span>
  )
}

/** The values before and after in one line. A renamed key keeps its value. */
function ShortValues({ line: { from, to } }: { line: ChangeLine }) {
  const t = useTranslations('history')
  if (from === to) return null
  if (!isShort(from) || !isShort(to)) return null
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
      {from === null ? null : (
        <del className={`min-w-0 text-muted ${to === null ? '' : 'no-underline'}`}>
          <ShortValue text={from} />
        </del>
      )}
      {from !== null && to !== null ? (
        <>
          <ArrowRight
            aria-hidden
            className="size-3.5 shrink-0 self-center text-muted rtl:-scale-x-100"
          />
          <span className="sr-only">{t('becomes')}</span>
        </>
      ) : null}
      {to === null ? null : (
        <ins className="min-w-0 no-underline">
          <ShortValue text={to} />
        </ins>
      )}
    </span>
  )
}

function ShortValue({ text }: { text: string }) {
  const t = useTranslations('review')
  return (
    <span className="rounded-sm bg-sunken px-1">
      {text === '' ? <span className="italic">{t('empty')}</span> : <VisibleText text={text} />}
    </span>
  )
}

const isShort = (value: string | null) =>
  value === null || (value.length <= MAX_CHARACTERS && !/[\r\n]/.test(value))
