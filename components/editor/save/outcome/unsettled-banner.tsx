'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Notice } from '@/components/ui/alert'
import { When } from '@/components/ui/timestamp'
import { announce } from '@/lib/client/browser/announce'
import type { Holder } from './use-holder'
import { useWho } from './use-who'

const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>
const iso = (chunk: ReactNode) => <bdi>{chunk}</bdi>
/** Most saves are through by then, and nobody needs to hear of them. */
const QUIET_MS = 1_000

/** For everybody who has the room open: a change whose end is not known yet holds it. */
export function UnsettledBanner({ holder }: { holder: Holder }) {
  const t = useTranslations()
  const { change } = holder
  const who = useWho(change)
  const shownMs = useShownFor(holder)
  const silent = change.outcome === 'unknown'
  const spoken = silent ? t('outcome.spoken.unknown') : null
  useEffect(() => {
    if (spoken) announce(spoken)
  }, [spoken])
  if (!silent && shownMs < QUIET_MS) return null
  const keys = change.changes.map(({ key }) => key).join(', ')
  const seconds = Math.round((holder.age + shownMs) / 1_000)
  const title = silent
    ? t.rich('outcome.unsettled', { keys, mono })
    : change.readAt
      ? t.rich('outcome.unrecorded', { keys, mono })
      : t.rich('live.busy', { ...who, keys, seconds, iso, mono })
  return (
    <Notice tone="warn" title={title}>
      <p className="flex items-center gap-1.5">
        <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
        <span>
          {t.rich('live.sentBy', {
            ...who,
            when: () => <When at={change.at} style="clock" />,
            iso,
          })}{' '}
          {t('live.keepTyping')}
        </span>
      </p>
    </Notice>
  )
}

/** For how long this page has known of it, in ms, second by second. */
function useShownFor({ seenAt }: Holder): number {
  const [now, setNow] = useState(seenAt)
  useEffect(() => {
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, now - seenAt)
}
