'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { usePermission } from '@/lib/client/hooks/current-user'
import { signInPath } from '@/lib/shared/access/return-path'
import { nextSteps } from '@/lib/shared/api/next-steps'
import type { Problem } from '@/lib/shared/api/problem'
import { Alert } from '../alert'
import { buttonClass } from '../buttons/button-class'
import { iso } from '../rich-text-tags'
import { ProblemDetails } from './problem-details'

type Props = {
  problem: Pick<Problem, 'code' | 'details'>
  /** What the problem means here; shown above its message. */
  title?: ReactNode
  /** Replaces the message of the problem. */
  text?: string
  /** The page was loading data: chooses messages that do not mention a draft or a save. */
  isReadProblem?: boolean
  /** Buttons with possible actions. */
  children?: ReactNode
}

/** Shows a problem: its message, possible actions, and details for support. */
export function ProblemAlert({ problem, title, text, isReadProblem, children }: Props) {
  const t = useTranslations()
  const path = usePathname()
  const canReadConnection = usePermission('connection.read')
  const { code, details } = problem
  const next = nextSteps[code]
  const tone = next === 'wait' ? 'warn' : 'bad'
  const messageKey =
    isReadProblem && t.has(`readProblems.${code}`) ? `readProblems.${code}` : `problems.${code}`
  const message = text ?? t(messageKey, details.params)
  const needsSignIn = next === 'sign-in'
  const linksToConnection = code === 'console.misconfigured' && canReadConnection
  return (
    <Alert tone={tone} title={title ?? message}>
      {title ? <p>{message}</p> : null}
      {code === 'engine.rejected' && details.params?.info ? (
        <p>{t.rich('problemDetails.engineSays', { info: String(details.params.info), iso })}</p>
      ) : null}
      {needsSignIn || linksToConnection || children ? (
        <div className="flex flex-wrap gap-2 py-0.5">
          {needsSignIn ? (
            <a href={signInPath(path)} className={buttonClass('primary', 'small')}>
              {t('signIn.title')}
            </a>
          ) : null}
          {linksToConnection ? (
            <a href="/connection" className={buttonClass('secondary', 'small')}>
              {t('problemDetails.toConnection')}
            </a>
          ) : null}
          {children}
        </div>
      ) : null}
      <ProblemDetails problem={problem} />
    </Alert>
  )
}
