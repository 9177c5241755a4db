import { useTranslations } from 'next-intl'
import type { Problem } from '@/lib/shared/api/problem'
import { announce } from '../browser/announce'
import { useCountdown } from './use-countdown'

/**
 * The message of a problem. Counts down the seconds of `auth.throttled`; at 0 it calls
 * `onRetryAllowed` and announces that the user can try again.
 */
export function useProblemMessage(
  problem: Problem | null,
  onRetryAllowed: () => void,
): string | undefined {
  const t = useTranslations()
  const waitSeconds =
    problem?.code === 'auth.throttled' ? Number(problem.details.params?.seconds) : null
  const secondsLeft = useCountdown(waitSeconds, () => {
    onRetryAllowed()
    announce(t('signIn.again'))
  })
  if (!problem) return undefined
  const seconds = secondsLeft ?? waitSeconds ?? 0
  return t(`problems.${problem.code}`, { ...problem.details.params, seconds })
}
