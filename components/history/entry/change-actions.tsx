'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { Link } from '@/components/ui/link'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { changePath, restorePath } from '@/lib/client/paths'
import type { Change } from '@/lib/shared/changes/change'
import type { RestoreAim } from '@/lib/shared/changes/restore'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { CompareButton } from '../compare/compare-button'

/** The actions for a change. Restoring opens the editor with a draft and saves nothing. */
export function ChangeActions({
  change,
  canRestore,
  onRestore,
}: {
  change: Change
  canRestore: boolean
  onRestore?: () => void
}) {
  const t = useTranslations('history.actions')
  const hydrated = useHydrated()
  const restores = canRestore ? allowedRestores(change) : []
  const hasVersion = change.readAt !== null && change.outcome !== 'not-applied'
  return (
    <div className="flex flex-wrap gap-2">
      {restores.map((to) => (
        <Link
          key={to}
          href={restorePath(toSlug(change.room), change, to)}
          onNavigate={onRestore}
          variant="secondary"
          size="small"
          prefetch={false}
        >
          {change.outcome === 'partial' && to === 'before' ? t('rollBack') : t(to)}
        </Link>
      ))}
      {hasVersion ? (
        <CompareButton
          size="small"
          label={t('compareWithNow')}
          versions={[
            { room: change.room, changeId: change.id },
            { room: change.room, changeId: null },
          ]}
        />
      ) : null}
      <CopyButton
        showsLabel
        text={`${hydrated ? location.origin : ''}${changePath(change.id)}`}
        label={t('copyLink')}
      />
    </div>
  )
}

/**
 * Leaves out actions that the server refuses: for unsettled changes, and if nothing was applied.
 */
function allowedRestores({ settledAt, outcome, results, readAt }: Change): RestoreAim[] {
  if (settledAt === null) return []
  const restores: RestoreAim[] = []
  if (outcome === 'partial') restores.push('finish')
  if (results.some(({ result }) => result === 'applied')) restores.push('before')
  if (readAt !== null && outcome !== 'not-applied') restores.push('after')
  return restores
}
