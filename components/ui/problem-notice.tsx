'use client'

import dynamic from 'next/dynamic'
import type { ProblemCardProps } from './problem-card'

// Most pages have no problem to show: its words and details come with the first one.
const ProblemCard = dynamic(() => import('./problem-card').then((module) => module.ProblemCard), {
  loading: () => null,
})

/** A problem on the page: its sentence, what can be done, and the details behind a control. */
export function ProblemNotice(props: ProblemCardProps) {
  return <ProblemCard {...props} />
}
