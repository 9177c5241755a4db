'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { KeyResults } from '@/components/ui/diff/key-results'
import { ProblemDetails } from '@/components/ui/problems/problem-details'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { getAppliedKeys } from '@/lib/shared/changes/applied-keys'
import type { Change } from '@/lib/shared/changes/change'
import { toKeyChanges } from '@/lib/shared/changes/draft'
import { compareWithRest, findRemainingChanges } from '@/lib/shared/changes/partial-change'
import { getShownOutcome } from '@/lib/shared/changes/shown-outcome'
import { useEditor } from '../../editor-context'
import { useRowsSelector } from '../../form/rows/use-rows-selector'
import { useChangeAuthor } from '../../use-change-author'
import type { RowAccess, SaveDispatch } from '../machine/save-state'

/**
 * A change was saved only in part. Shows the result of each key and offers to retry the rest or to
 * roll back, to everyone who opens the room until the change is resolved.
 */
export function PartialChangeBanner({
  change,
  access,
  dispatch,
}: {
  change: Change
  access: RowAccess
  dispatch: SaveDispatch
}) {
  const t = useTranslations('outcome')
  const tLive = useTranslations('live')
  const { entries } = useEditor()
  const canEdit = access === 'editable'
  const author = useChangeAuthor(change)
  const rest = findRemainingChanges(change, entries)
  // A review of such a draft covers the rest.
  const isInLargerDraft = useRowsSelector(
    (rows) => compareWithRest(toKeyChanges(rows), rest) === 'more',
  )
  return (
    <Alert tone="warn" title={t(getShownOutcome(change) === 'unclear' ? 'unclear' : 'partly')}>
      <KeyResults change={change} />
      <p className="text-sm">
        {tLive.rich('startedBy', {
          ...author,
          when: () => <Timestamp at={change.at} format="clock" />,
          iso,
        })}
      </p>
      <div className="flex flex-wrap gap-2 py-0.5">
        {canEdit && rest.length > 0 && !isInLargerDraft ? (
          <Button
            size="small"
            variant="primary"
            onClick={() => dispatch({ type: 'retry-rest', change })}
          >
            {t('retryRest')}
          </Button>
        ) : null}
        {canEdit && getAppliedKeys(change.results).size > 0 ? (
          <Button size="small" onClick={() => dispatch({ type: 'roll-back', change })}>
            {t('rollBack')}
          </Button>
        ) : null}
        <Button
          size="small"
          variant="quiet"
          onClick={() => dispatch({ type: 'dismiss-partial', change })}
        >
          {t('dismiss')}
        </Button>
      </div>
      <ProblemDetails problem={{ code: 'engine.failed', details: { engine: change.engine } }} />
    </Alert>
  )
}
