'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { KeyResults } from '@/components/ui/diff/key-results'
import { ProblemDetails } from '@/components/ui/problems/problem-details'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { findRemainingChanges, isUnresolvedPartial } from '@/lib/shared/changes/partial-change'
import { useEditor } from '../../editor-context'
import { useChangeAuthor } from '../../use-change-author'
import type { EditorFlow } from '../../use-editor-flow'

/**
 * A change was saved only in part. Shows the result of each key and offers to retry the rest or to
 * roll back, to everyone who opens the room until the change is resolved.
 */
export function PartialChangeBanner({
  change,
  flow,
}: {
  change: Change
  flow: Pick<
    EditorFlow,
    'isPartialChangeRecorded' | 'retryRest' | 'rollBack' | 'dismissPartialChange'
  >
}) {
  const t = useTranslations('outcome')
  const tLive = useTranslations('live')
  const { entries, isReadOnly } = useEditor()
  const author = useChangeAuthor(change)
  const rest = findRemainingChanges(change, entries)
  if (!flow.isPartialChangeRecorded && !isUnresolvedPartial(change, entries)) return null
  return (
    <Alert tone="warn" title={t('partly')}>
      <KeyResults change={change} />
      <p className="text-sm">
        {tLive.rich('startedBy', {
          ...author,
          when: () => <Timestamp at={change.at} format="clock" />,
          iso,
        })}
      </p>
      <div className="flex flex-wrap gap-2 py-0.5">
        {isReadOnly || rest.length === 0 ? null : (
          <Button size="small" variant="primary" onClick={() => flow.retryRest(change)}>
            {t('retryRest')}
          </Button>
        )}
        {isReadOnly ? null : (
          <Button size="small" onClick={() => flow.rollBack(change)}>
            {t('rollBack')}
          </Button>
        )}
        <Button size="small" variant="quiet" onClick={flow.dismissPartialChange}>
          {t('dismiss')}
        </Button>
      </div>
      <ProblemDetails problem={{ code: 'engine.failed', details: { engine: change.engine } }} />
    </Alert>
  )
}
