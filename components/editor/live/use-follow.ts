import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { UseFormGetValues } from 'react-hook-form'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Draft } from '@/lib/shared/changes/draft'
import { rebase } from '@/lib/shared/changes/rebase'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { RowActions } from '../form/rows/use-row-actions'

const FOCUSED_ROW = /^rows\.(\d+)\./

/** What others did to untouched rows since the last save here: when each key's value came in, and which rows went. */
type Followed = { updated: ReadonlyMap<string, string>; deleted: readonly string[] }
const NOTHING: Followed = { updated: new Map(), deleted: [] }

/**
 * Keeps the draft over the room: each new read moves the rows that nobody touched, and what others changed is spoken.
 * The row with the caret follows when the caret leaves it, so call `follow` at the form's focusout.
 */
export function useFollow(
  { entries, readAt }: Metadata,
  getValues: UseFormGetValues<Draft>,
  put: RowActions['put'],
) {
  const t = useTranslations('live')
  const [followed, setFollowed] = useState(NOTHING)
  const shown = useRef(entries)

  function follow() {
    const before = getValues('rows')
    const { rows, added } = rebase(before, entries, focusedRow())
    const moved = rows.flatMap((row, at) => {
      const value = row?.was?.value
      return row?.was && value !== before[at]?.was?.value && value === row.value
        ? [row.was.key]
        : []
    })
    const dropped = rows.flatMap((row, at) => (row ? [] : [before[at]?.was?.key ?? '']))
    const changed = rows.some((row, at) => row !== before[at]) || added.length > 0
    if (!changed) return
    put(rows, added)
    const keys = [...moved, ...added.map(({ key }) => key)]
    setFollowed(({ updated, deleted }) => ({
      updated: new Map([...updated, ...keys.map((key) => [key, readAt] as const)]),
      deleted: [...new Set([...deleted, ...dropped])].filter((key) => !keys.includes(key)),
    }))
  }

  async function speak(before: readonly Entry[]) {
    const rows = structuredClone(getValues('rows'))
    const { speakOthersNews } = await import('./speak-others-news')
    speakOthersNews(t, rows, before, entries)
  }

  const onRead = useEffectEvent((_readAt: string) => {
    if (shown.current !== entries) speak(shown.current).catch(() => undefined)
    shown.current = entries
    follow()
  })
  useEffect(() => onRead(readAt), [readAt])

  return { ...followed, forgetFollowed: () => setFollowed(NOTHING), follow }
}

function focusedRow(): number {
  const match = FOCUSED_ROW.exec(document.activeElement?.id ?? '')
  return match ? Number(match[1]) : -1
}
