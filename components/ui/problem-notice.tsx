'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Problem } from '@/lib/shared/problem'
import { problems } from '@/lib/shared/problems'
import { Details } from './details'
import { Notice } from './notice'

/** A problem on the page: its sentence, what can be done, and the details behind a control. */
export function ProblemNotice({
  problem,
  children,
}: {
  problem: Pick<Problem, 'code' | 'details'>
  children?: ReactNode
}) {
  const t = useTranslations('problems')
  const tone = problems[problem.code].next === 'wait' ? 'warn' : 'bad'
  return (
    <Notice tone={tone} title={t(problem.code, problem.details.params)}>
      {children ? <div className="flex flex-wrap gap-2">{children}</div> : null}
      <Details problem={problem} />
    </Notice>
  )
}
