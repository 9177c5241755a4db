'use client'

import { CircleCheck, CircleDashed, CircleSlash, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Outcome } from '@/lib/shared/change'

const LOOKS = {
  applied: { icon: CircleCheck, ink: 'text-good' },
  'not-applied': { icon: CircleSlash, ink: 'text-muted' },
  partial: { icon: TriangleAlert, ink: 'text-warn' },
  pending: { icon: CircleDashed, ink: 'text-warn' },
  unknown: { icon: CircleDashed, ink: 'text-warn' },
} as const

/** What became of a change, by a sign and a word. */
export function OutcomeWord({ outcome }: { outcome: Outcome }) {
  const t = useTranslations('history.outcomes')
  const { icon: Icon, ink } = LOOKS[outcome]
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap font-medium ${ink}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(outcome)}
    </span>
  )
}
