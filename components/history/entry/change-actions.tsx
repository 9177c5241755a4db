'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import type { Change } from '@/lib/shared/changes/change'
import type { RestoreAim } from '@/lib/shared/changes/restore'
import { toSlug } from '@/lib/shared/metadata/room-slug'

/** The actions for a change. Restoring opens the editor with a draft and saves nothing. */
export function ChangeActions({ change, canRestore }: { change: Change; canRestore: boolean }) {
  const t = useTranslations('history.actions')
  const hydrated = useHydrated()
  const restores = canRestore ? allowedRestores(change) : []
  const restorePath = (to: RestoreAim) =>
    `/rooms/${toSlug(change.room)}?${new URLSearchParams({ restore: change.id, to })}`
  return (
    <div className="flex flex-wrap gap-2">
      {restores.map((to) => (
        <Link
          key={to}
          href={restorePath(to)}
          prefetch={false}
          className={buttonClass('secondary', 'small')}
        >
          {change.outcome === 'partial' && to === 'before' ? t('rollBack') : t(to)}
        </Link>
      ))}
      <CopyButton
        showsLabel
        text={`${hydrated ? location.origin : ''}/changes/${change.id}`}
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
