import { useTranslations } from 'next-intl'
import type { Connection } from '@/lib/shared/api/connection-endpoints'

/** Servers write a time that is up to a second old where they are busy. */
const COARSE_MS = 1_000
/** A signature is good for a day; a clock that is off by so much is on its way to be off by more. */
const WORTH_SAYING_MS = 30_000

/** How the engine's clock stands to this server's, no more exactly than it is known. */
export function ClockWords({ clock }: { clock: NonNullable<Connection['clock']> }) {
  const t = useTranslations('connection.facts')
  const { aheadMs, withinMs } = clock
  const off = Math.abs(aheadMs)
  if (off <= withinMs + COARSE_MS) {
    return t('clockAgrees', { seconds: Math.ceil((off + withinMs) / 1_000) })
  }
  const seconds = Math.round(off / 1_000)
  return (
    <>
      {aheadMs > 0 ? t('clockAhead', { seconds }) : t('clockBehind', { seconds })}
      {off > WORTH_SAYING_MS ? <p className="font-medium text-warn">{t('clockWarn')}</p> : null}
    </>
  )
}
