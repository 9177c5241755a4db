'use client'

import type { Problem } from '@/lib/shared/api/problem'
import { problems } from '@/lib/shared/api/problems'
import { useEditor } from '../../editor-context'
import { useDraftCounts } from '../../form/draft-counts'
import type { EditorFlow } from '../../use-editor-flow'
import { AnswerLost } from './answer-lost'
import { Busy } from './busy'
import { ChangedElsewhere } from './changed-elsewhere'
import { EndedBanner } from './ended-banner'
import { GoneBanner } from './gone-banner'
import { NotApplied } from './not-applied'
import { NotSaved } from './not-saved'
import { PartlySaved } from './partly-saved'
import { UnsettledBanner } from './unsettled-banner'
import { useHolder } from './use-holder'
import { useLostAnswer } from './use-lost-answer'

/** Every end of a save but the good one, and what holds the room: what is in it now, and what can be done. */
export function Outcomes({
  flow,
  gone,
  readAt,
  onLook,
}: {
  flow: EditorFlow
  gone: boolean
  /** Of the room as it is shown. */
  readAt: string
  onLook: () => void
}) {
  const { slug } = useEditor()
  const { state, ended, partly } = flow
  const holder = useHolder(flow.holding, state.at === 'unsettled', readAt, flow.onHolderSettled)
  const lost = state.at === 'asking' ? state.sent : null
  const unheard = useLostAnswer(slug, lost, flow.onAnswer)
  return (
    <>
      {holder ? <UnsettledBanner key={holder.change.id} holder={holder} /> : null}
      {ended && ended.outcome !== 'partial' ? (
        <EndedBanner change={ended} onDismiss={flow.dismiss} />
      ) : null}
      {gone ? (
        <GoneBanner problem={state.at === 'failed' ? state.problem : null} onLook={onLook} />
      ) : null}
      {partly ? <PartlySaved change={partly} flow={flow} /> : null}
      {state.at === 'settled' && state.change.outcome === 'not-applied' ? (
        <NotApplied change={state.change} onRetry={flow.retry} />
      ) : null}
      {state.at === 'asking' ? (
        <AnswerLost unheard={unheard} onRetry={flow.retry} onDismiss={flow.dismiss} />
      ) : null}
      {state.at === 'failed' ? (
        <Refused problem={state.problem} flow={flow} free={!holder} />
      ) : null}
    </>
  )
}

function Refused({
  problem,
  flow: { retry, dismiss },
  free,
}: {
  problem: Problem
  flow: Pick<EditorFlow, 'retry' | 'dismiss'>
  /** Nothing holds the room any more. */
  free: boolean
}) {
  const { compare } = useEditor()
  const { conflicts } = useDraftCounts()
  const { change } = problem.details
  // These stand above, also where no save was tried.
  if (['room.gone', 'auth.required', 'auth.forbidden'].includes(problem.code)) return null
  if (problem.code === 'room.changed')
    return conflicts > 0 ? <ChangedElsewhere problem={problem} onCompare={compare} /> : null
  if (problem.code === 'room.busy' && change)
    return <Busy change={change} free={free} onRetry={retry} onDismiss={dismiss} />
  // The call was lost, but by now the room has been read: nothing arrived.
  if (change?.settledAt && problems[problem.code].next === 'wait')
    return <NotApplied change={change} onRetry={retry} />
  return <NotSaved problem={problem} onRetry={retry} onDismiss={dismiss} />
}
