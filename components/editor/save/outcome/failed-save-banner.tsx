'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { iso } from '@/components/ui/rich-text-tags'
import { nextSteps } from '@/lib/shared/api/next-steps'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { useDraftCounts } from '../../form/use-draft-counts'
import { useChangeAuthor } from '../../use-change-author'
import { NotAppliedBanner } from './not-applied-banner'

type FailedSaveProps = {
  problem: Problem
  isRoomFree: boolean
  onRetry: () => void
  onDismiss: () => void
  onCompare: () => void
}

/** Explains why a save failed and offers the next step that fits. */
export function FailedSaveBanner(props: FailedSaveProps) {
  const { problem, isRoomFree, onRetry, onDismiss, onCompare } = props
  const t = useTranslations('outcome')
  const { conflicts } = useDraftCounts()
  const { change } = problem.details
  // Banners above this one show these problems, also when no save was tried.
  if (['room.gone', 'auth.required', 'auth.forbidden'].includes(problem.code)) return null
  if (problem.code === 'room.changed')
    return conflicts > 0 ? (
      <ProblemAlert problem={problem}>
        <Button size="small" variant="primary" onClick={onCompare}>
          {t('compare')}
        </Button>
      </ProblemAlert>
    ) : null
  if (problem.code === 'room.busy' && change)
    return (
      <RoomBusyBanner
        change={change}
        isRoomFree={isRoomFree}
        onRetry={onRetry}
        onDismiss={onDismiss}
      />
    )
  // The call failed, but the room has been read since then: nothing was applied.
  if (change?.settledAt && nextSteps[problem.code] === 'wait')
    return <NotAppliedBanner change={change} onRetry={onRetry} />
  // Without the journal the outcome of an earlier try with the same key is unknown.
  const isOutcomeKnown = problem.code !== 'journal.unavailable' || change !== undefined
  return (
    <ProblemAlert problem={problem} title={t(isOutcomeKnown ? 'notSaved' : 'nothingSent')}>
      {problem.details.entries ? null : (
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      <Button size="small" variant="quiet" onClick={onDismiss}>
        {t('dismiss')}
      </Button>
    </ProblemAlert>
  )
}

/** Another change locked the room. Offers to save once the room is free. */
function RoomBusyBanner({
  change,
  isRoomFree,
  onRetry,
  onDismiss,
}: Omit<FailedSaveProps, 'problem' | 'onCompare'> & { change: Pick<Change, 'by'> }) {
  const t = useTranslations()
  const author = useChangeAuthor(change)
  return (
    <Alert
      tone="warn"
      title={t.rich(isRoomFree ? 'live.roomUnlocked' : 'live.roomLocked', { ...author, iso })}
    >
      <div className="flex flex-wrap gap-2 py-0.5">
        {isRoomFree ? (
          <Button size="small" variant="primary" onClick={onRetry}>
            {t('live.saveNow')}
          </Button>
        ) : null}
        <Button size="small" variant="quiet" onClick={onDismiss}>
          {t('outcome.dismiss')}
        </Button>
      </div>
    </Alert>
  )
}
