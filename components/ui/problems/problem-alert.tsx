'use client'

import { lazyComponent } from '@/components/ui/lazy-component'
import type { ProblemAlertProps } from './problem-alert-content'

// Loaded with the first problem, because most pages never show one.
const ProblemAlertContent = lazyComponent(() =>
  import('./problem-alert-content').then((module) => module.ProblemAlertContent),
)

/** Shows a problem: its message, possible actions, and details for support. */
export function ProblemAlert(props: ProblemAlertProps) {
  return <ProblemAlertContent {...props} />
}
