'use client'

import type { Problem } from '@/lib/shared/problem'
import { problems } from '@/lib/shared/problems'
import { useDraftCounts } from '../draft-counts'
import { useEditor } from '../editor-context'
import type { EditorFlow } from '../use-editor-flow'
import { ChangedElsewhere } from './changed-elsewhere'
import { GoneBanner } from './gone-banner'
import { NotApplied } from './not-applied'
import { NotSaved } from './not-saved'
import { PartlySaved } from './partly-saved'
import { UnsettledBanner } from './unsettled-banner'

/** Every end of a save but the good one, and what holds the room: what is in it now, and what can be done. */
export function Outcomes({ flow, onLook }: { flow: EditorFlow; onLook: () => void }) {
  const { readOnly } = useEditor()
  const { state, holder } = flow
  return (
    <>
      {holder ? <UnsettledBanner change={holder} /> : null}
      {readOnly ? (
        <GoneBanner problem={state.at === 'failed' ? state.problem : null} onLook={onLook} />
      ) : null}
      {state.at === 'settled' && state.change.outcome === 'partial' ? (
        <PartlySaved change={state.change} onFinish={flow.review} onPutBack={flow.putBack} />
      ) : null}
      {state.at === 'settled' && state.change.outcome === 'not-applied' ? (
        <NotApplied change={state.change} onRetry={flow.retry} />
      ) : null}
      {state.at === 'failed' ? <Refused problem={state.problem} flow={flow} /> : null}
    </>
  )
}

function Refused({ problem, flow }: { problem: Problem; flow: EditorFlow }) {
  const { compare } = useEditor()
  const { conflicts } = useDraftCounts()
  const { change } = problem.details
  if (problem.code === 'room.gone') return null
  if (problem.code === 'room.changed')
    return conflicts > 0 ? <ChangedElsewhere problem={problem} onCompare={compare} /> : null
  // The call was lost, but by now the room has been read: nothing arrived.
  if (change?.settledAt && problems[problem.code].next === 'wait')
    return <NotApplied change={change} onRetry={flow.retry} />
  return <NotSaved problem={problem} onRetry={flow.retry} onDismiss={flow.dismiss} />
}
