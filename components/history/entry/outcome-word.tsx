'use client'

import { CircleCheck, CircleDashed, CircleSlash, Eye, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Change } from '@/lib/shared/changes/change'

const LOOKS = {
  applied: { icon: CircleCheck, ink: 'text-good' },
  'not-applied': { icon: CircleSlash, ink: 'text-muted' },
  partial: { icon: TriangleAlert, ink: 'text-warn' },
  pending: { icon: CircleDashed, ink: 'text-warn' },
  unknown: { icon: CircleDashed, ink: 'text-warn' },
  seen: { icon: Eye, ink: 'text-muted' },
} as const

/** What became of a change, by a sign and a word. What comes from outside is not saved here, but seen. */
export function OutcomeWord({ change: { source, outcome } }: { change: Change }) {
  const t = useTranslations('history.outcomes')
  const word = source === 'outside' ? 'seen' : outcome
  const { icon: Icon, ink } = LOOKS[word]
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap font-medium ${ink}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(word)}
    </span>
  )
}
