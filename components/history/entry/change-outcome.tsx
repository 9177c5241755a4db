'use client'

import { CircleCheck, CircleDashed, CircleSlash, Eye, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Change } from '@/lib/shared/changes/change'
import { getShownOutcome } from '@/lib/shared/changes/shown-outcome'

const STYLES = {
  applied: { icon: CircleCheck, ink: 'text-good' },
  'not-applied': { icon: CircleSlash, ink: 'text-muted' },
  partial: { icon: TriangleAlert, ink: 'text-warn' },
  unclear: { icon: TriangleAlert, ink: 'text-warn' },
  pending: { icon: CircleDashed, ink: 'text-warn' },
  unknown: { icon: CircleDashed, ink: 'text-warn' },
  seen: { icon: Eye, ink: 'text-muted' },
} as const

/** The outcome of a change. External changes were not saved here and have their own label. */
export function ChangeOutcome({ change }: { change: Change }) {
  const t = useTranslations('history.outcomes')
  const label = change.source === 'outside' ? 'seen' : getShownOutcome(change)
  const { icon: Icon, ink } = STYLES[label]
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap font-medium ${ink}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(label)}
    </span>
  )
}
