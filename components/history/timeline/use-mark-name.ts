import { useFormatter, useTranslations } from 'next-intl'
import { useZone } from '@/lib/client/hooks/use-time-zone'
import type { Mark } from '@/lib/shared/api/history-endpoints'

/** A mark in words: when, from where, and what became of it. */
export function useMarkName({ at, source, outcome }: Mark): string {
  const t = useTranslations('history')
  const format = useFormatter()
  const timeZone = useZone()
  const time = format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'medium', timeZone })
  return [time, t(`sources.${source}`), t(`outcomes.${outcome}`)].join(', ')
}
