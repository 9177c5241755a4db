'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import { Problem } from '@/lib/shared/api/problem'

const LOST = new Problem('console.unreachable')
/** After a reload the answer is mostly there at once. */
const QUIET_MS = 1_000

type Props = {
  /** The save has not arrived, as far as the server knows. */
  unheard: boolean
  onRetry: () => void
  onDismiss: () => void
}

/** Our own server's answer never came: what became of the save is being asked. Sent again it is still the same save. */
export function AnswerLost({ unheard, onRetry, onDismiss }: Props) {
  const t = useTranslations()
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!waited && !unheard) return null
  return (
    <ProblemNotice
      problem={LOST}
      title={t('outcome.lostTitle')}
      text={t(unheard ? 'live.unheard' : 'live.asking')}
    >
      <Button size="small" onClick={onRetry}>
        {t('outcome.retry')}
      </Button>
      <Button size="small" look="quiet" onClick={onDismiss}>
        {t('outcome.dismiss')}
      </Button>
    </ProblemNotice>
  )
}
