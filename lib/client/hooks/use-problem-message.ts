import { useTranslations } from 'next-intl'
import type { Problem } from '@/lib/shared/api/problem'
import { announce } from '../browser/announce'
import { useCountdown } from './use-countdown'

/** What to say of a refused try. Where one has to wait, it counts down before one's eyes, and says when that is over. */
export function useSentence(problem: Problem | null, onOver: () => void): string | undefined {
  const t = useTranslations()
  const given = problem?.code === 'auth.throttled' ? Number(problem.details.params?.seconds) : null
  const left = useCountdown(given, () => {
    onOver()
    announce(t('signIn.again'))
  })
  if (!problem) return undefined
  return t(`problems.${problem.code}`, { ...problem.details.params, seconds: left ?? given ?? 0 })
}
