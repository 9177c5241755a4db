'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { Link } from '@/components/ui/link'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { changePath } from '@/lib/client/paths'
import type { Change } from '@/lib/shared/changes/change'
import type { RestoreAim, RestoreRefusal } from '@/lib/shared/changes/restore'
import { useDraftCounts } from '../form/use-draft-counts'
import type { RestoreRequest, SaveDispatch, SaveState } from '../save/machine/save-state'

type Props = { request: RestoreRequest; state: SaveState; dispatch: SaveDispatch }

/** Shows what the requested restore led to: a draft, nothing to restore, or no such change. */
export function RestoreNotices({ request, state, dispatch }: Props) {
  const t = useTranslations('restoring')
  const { data, problem, aim, id } = request
  // The message of this problem is about addresses, and the title says it already.
  if (problem?.code === 'request.not-found') return <Alert tone="bad" title={t('notFound')} />
  if (problem) return <ProblemAlert problem={problem} title={t('notFound')} />
  if (state.restoreRefusal)
    return <RestoreRefusedNotice refusal={state.restoreRefusal} change={data.change} />
  if (state.restoreSource?.id !== id) return null
  const openConflicts = () => dispatch({ type: 'open-dialog', dialog: { kind: 'conflicts' } })
  return <RestoreNotice change={data.change} aim={aim} openConflicts={openConflicts} />
}

/** Shows which change the draft was made from, and how many of its keys have conflicts. */
function RestoreNotice({
  change,
  aim,
  openConflicts,
}: {
  change: Change
  aim: RestoreAim
  openConflicts: () => void
}) {
  const t = useTranslations('restoring')
  const { conflicts } = useDraftCounts()
  return (
    <Alert tone={conflicts > 0 ? 'warn' : 'info'} title={t(`title.${aim}`)}>
      <p className="text-sm">
        <ChangeLink change={change} /> {t('nothingSaved')}
      </p>
      {conflicts > 0 ? (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <span>{t('conflicts', { count: conflicts })}</span>
          <Button size="small" onClick={openConflicts}>
            {t('compare')}
          </Button>
        </div>
      ) : null}
    </Alert>
  )
}

/** Explains why a requested restore made no draft. */
function RestoreRefusedNotice({ refusal, change }: { refusal: RestoreRefusal; change: Change }) {
  const t = useTranslations('restoring')
  return (
    <Alert tone="info" title={t('nothing')}>
      <p>{t(`refused.${refusal}`)}</p>
      <p className="text-sm">
        <ChangeLink change={change} />
      </p>
    </Alert>
  )
}

function ChangeLink({ change }: { change: Change }) {
  const t = useTranslations('restoring')
  const when = () => <Timestamp at={change.at} />
  return (
    <Link href={changePath(change.id)}>
      {change.by
        ? t.rich('changeOf', { name: change.by.name, when, iso })
        : t.rich('changeOutside', { when })}
    </Link>
  )
}
