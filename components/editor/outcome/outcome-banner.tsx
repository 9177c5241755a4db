'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import type { SaveState } from '../use-save-flow'
import { NotApplied } from './not-applied'
import { PartlySaved } from './partly-saved'

export type OutcomeActions = {
  retry: () => void
  finish: () => void
  putBack: () => void
  compare: () => void
  dismiss: () => void
}

/** How a save ended when it did not end well: what is in the room now, and what can be done. */
export function OutcomeBanner({ state, on }: { state: SaveState; on: OutcomeActions }) {
  const t = useTranslations('outcome')
  if (state.at === 'settled' && state.change.outcome === 'partial')
    return <PartlySaved change={state.change} onFinish={on.finish} onPutBack={on.putBack} />
  if (state.at === 'settled' && state.change.outcome === 'not-applied')
    return <NotApplied change={state.change} onRetry={on.retry} />
  if (state.at !== 'failed') return null
  const { problem } = state
  // The summary above the rows says these, each with its field.
  if (problem.code === 'room.gone') return null
  if (problem.code === 'room.changed')
    return (
      <ProblemNotice problem={problem}>
        <Button size="small" look="primary" onClick={on.compare}>
          {t('compare')}
        </Button>
      </ProblemNotice>
    )
  return (
    <ProblemNotice problem={problem} title={titleOf(problem.code)}>
      {problem.details.entries ? null : (
        <Button size="small" onClick={on.retry}>
          {t('retry')}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={on.dismiss}>
        {t('dismiss')}
      </Button>
    </ProblemNotice>
  )

  function titleOf(code: typeof problem.code) {
    if (code === 'console.unreachable') return t('lostTitle')
    if (code === 'room.busy' || code === 'changes.empty') return undefined
    return t('notSaved')
  }
}
