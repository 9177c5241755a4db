'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { Notice } from '@/components/ui/notice'
import { When } from '@/components/ui/when'
import { announce } from '@/lib/client/announce'
import type { Change } from '@/lib/shared/change'

const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>
const iso = (chunk: ReactNode) => <bdi>{chunk}</bdi>

/** For everybody who has the room open: a change whose end is not known yet holds it. */
export function UnsettledBanner({ change }: { change: Change }) {
  const t = useTranslations('outcome')
  const silent = change.outcome === 'unknown'
  const words = silent ? 'unsettled' : change.readAt ? 'unrecorded' : 'pending'
  const spoken = silent ? t('spoken.unknown') : null
  useEffect(() => {
    if (spoken) announce(spoken)
  }, [spoken])
  const keys = change.changes.map(({ key }) => key).join(', ')
  return (
    <Notice tone="warn" title={t.rich(words, { keys, mono })}>
      <p className="flex items-center gap-1.5">
        <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
        <span>
          {t.rich('unsettledBy', {
            name: change.by?.name ?? '',
            when: () => <When at={change.at} style="clock" />,
            iso,
          })}
        </span>
      </p>
    </Notice>
  )
}
