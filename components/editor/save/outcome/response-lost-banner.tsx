'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { Problem } from '@/lib/shared/api/problem'

const UNREACHABLE = new Problem('console.unreachable')
/** After a reload the outcome is usually known within this time, so no banner needs to flash. */
const SHOW_DELAY_MS = 1_000

type Props = {
  /** The server has no record of the save; it may still arrive. */
  isUnknownToServer: boolean
  onRetry: () => void
  onDismiss: () => void
}

/** The console's response to a save was lost and the outcome is being looked up. */
export function ResponseLostBanner({ isUnknownToServer, onRetry, onDismiss }: Props) {
  const t = useTranslations()
  const [hasWaited, setHasWaited] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setHasWaited(true), SHOW_DELAY_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!hasWaited && !isUnknownToServer) return null
  return (
    <ProblemAlert
      problem={UNREACHABLE}
      title={t('outcome.serverUnreachable')}
      text={t(isUnknownToServer ? 'live.saveNotReceived' : 'live.checkingSave')}
    >
      <Button size="small" onClick={onRetry}>
        {t('outcome.retry')}
      </Button>
      <Button size="small" variant="quiet" onClick={onDismiss}>
        {t('outcome.dismiss')}
      </Button>
    </ProblemAlert>
  )
}
