'use client'

import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { When } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { changedSince } from '@/lib/shared/changes/partial-change'

const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>

/** A good end, in the one place where it may stay unread. Every other end is a banner. */
export function SavedLine({ change, onCompare }: { change: Change; onCompare: () => void }) {
  const t = useTranslations('outcome')
  const lost = change.engine !== undefined && change.engine.code !== 0
  const since = changedSince(change)
  return (
    <p className="flex items-start gap-1.5 font-medium text-good">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {since.length > 0
          ? t.rich('changedSince', { keys: since.map(({ key }) => key).join(', '), mono })
          : lost
            ? t('savedLost', { count: change.changes.length })
            : t.rich('saved', {
                when: () => <When at={change.readAt ?? change.at} style="clock" />,
              })}
        {since.length > 0 ? <TextButton onClick={onCompare}>{t('compare')}</TextButton> : null}
      </span>
    </p>
  )
}
