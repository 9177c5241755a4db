'use client'

import { lazily } from '@/components/ui/lazily'
import type { ProblemCardProps } from './problem-card'

// Most pages have no problem to show: its words and details come with the first one.
const ProblemCard = lazily(() => import('./problem-card').then((module) => module.ProblemCard))

/** A problem on the page: its sentence, what can be done, and the details behind a control. */
export function ProblemNotice(props: ProblemCardProps) {
  return <ProblemCard {...props} />
}
