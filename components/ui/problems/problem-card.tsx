'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useMay } from '@/components/layout/self'
import { signInPath } from '@/lib/shared/access/return-to'
import type { Problem } from '@/lib/shared/api/problem'
import { problems } from '@/lib/shared/api/problems'
import { Notice } from '../alert'
import { buttonClass } from '../buttons/button-class'
import { Details } from './problem-details'

export type ProblemCardProps = {
  problem: Pick<Problem, 'code' | 'details'>
  /** What it means here; stands before the problem's own sentence. */
  title?: ReactNode
  /** Instead of the problem's own sentence, where that would say the wrong thing. */
  text?: string
  /** Something was to be read: no word of a draft, or of what was sent. */
  reading?: boolean
  /** What can be done: buttons. */
  children?: ReactNode
}

/** A problem on the page: its sentence, what can be done, and the details behind a control. */
export function ProblemCard({ problem, title, text, reading, children }: ProblemCardProps) {
  const t = useTranslations()
  const path = usePathname()
  const managesConnection = useMay('connection.read')
  const { code, details } = problem
  const { next } = problems[code]
  const tone = next === 'wait' ? 'warn' : 'bad'
  const words = reading && t.has(`reading.${code}`) ? `reading.${code}` : `problems.${code}`
  const sentence = text ?? t(words, details.params)
  const signIn = next === 'sign-in'
  const toConnection = code === 'console.misconfigured' && managesConnection
  return (
    <Notice tone={tone} title={title ?? sentence}>
      {title ? <p>{sentence}</p> : null}
      {signIn || toConnection || children ? (
        <div className="flex flex-wrap gap-2 py-0.5">
          {signIn ? (
            <a href={signInPath(path)} className={buttonClass('primary', 'small')}>
              {t('signIn.title')}
            </a>
          ) : null}
          {toConnection ? (
            <a href="/connection" className={buttonClass('secondary', 'small')}>
              {t('app.toConnection')}
            </a>
          ) : null}
          {children}
        </div>
      ) : null}
      <Details problem={problem} />
    </Notice>
  )
}
