'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { nextSteps } from '@/lib/shared/api/next-steps'
import type { Problem } from '@/lib/shared/api/problem'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { useDraftCounts } from '../../form/use-draft-counts'
import type { SaveDispatch, SaveEvent } from '../machine/save-state'
import { NotAppliedBanner } from './not-applied-banner'

export type FailedUndo = { id: string; changes: readonly KeyChange[] }

type Props = {
  problem: Problem
  /** The undo that failed, which has nothing of the draft; null if the draft was to be saved. */
  undo: FailedUndo | null
  onRetry: () => void
  onDismiss: () => void
  dispatch: SaveDispatch
}

/** Sending the same again meets the same refusal until the draft or the configuration changes. */
const NOT_RETRYABLE: readonly ProblemCode[] = [
  'changes.empty',
  'console.misconfigured',
  'engine.forbidden',
  'engine.plan-inactive',
  'engine.refused',
  'engine.rejected',
  'note.too-long',
  'request.malformed',
  'request.too-large',
  'room.filled-by-others',
  'room.keys-gone',
  'room.too-many-bytes',
  'room.too-many-keys',
]

/** Explains why a save failed and offers the next step that fits. */
export function FailedSaveBanner({ problem, undo, onRetry, onDismiss, dispatch }: Props) {
  const t = useTranslations('outcome')
  const { conflicts } = useDraftCounts()
  const { change, entries } = problem.details
  const compare: SaveEvent = undo
    ? { type: 'draft-undo', ...undo }
    : { type: 'open-dialog', dialog: { kind: 'conflicts' } }
  if (problem.code === 'room.changed')
    return undo || conflicts > 0 ? (
      <ProblemAlert problem={problem} text={undo ? t('notUndone') : undefined}>
        <Button size="small" variant="primary" onClick={() => dispatch(compare)}>
          {t('compare')}
        </Button>
        {undo ? (
          <Button size="small" variant="quiet" onClick={onDismiss}>
            {t('dismiss')}
          </Button>
        ) : null}
      </ProblemAlert>
    ) : null
  // The call failed, but the room has been read since then: nothing was applied.
  if (change?.settledAt && nextSteps[problem.code] === 'wait')
    return <NotAppliedBanner change={change} onRetry={onRetry} />
  const canRetry = !entries && !NOT_RETRYABLE.includes(problem.code)
  return (
    <ProblemAlert problem={problem} title={t(titleOf(problem))}>
      {canRetry ? (
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      ) : null}
      <Button size="small" variant={canRetry ? 'quiet' : 'secondary'} onClick={onDismiss}>
        {t('dismiss')}
      </Button>
    </ProblemAlert>
  )
}

/** Says whether the room was changed, as far as it is known. */
function titleOf({ code, details: { change } }: Problem) {
  if (change?.outcome === 'not-applied') return 'notApplied'
  // Without the journal the outcome of an earlier try with the same key is unknown.
  return code === 'journal.unavailable' && !change ? 'nothingSent' : 'notSaved'
}
