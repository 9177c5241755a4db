'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { useHydrated } from '@/lib/client/hooks/hydrated'
import type { Change } from '@/lib/shared/changes/change'
import type { RestoreAim } from '@/lib/shared/changes/restore'
import { slugOf } from '@/lib/shared/metadata/room-slug'

/** What can be done with a change. Each way leads to the room's editor, where a draft is made and nothing is sent. */
export function ChangeActions({ change, mayRestore }: { change: Change; mayRestore: boolean }) {
  const t = useTranslations('history.actions')
  const hydrated = useHydrated()
  const aims = mayRestore ? aimsOf(change) : []
  const address = (aim: RestoreAim) =>
    `/rooms/${slugOf(change.room)}?${new URLSearchParams({ restore: change.id, to: aim })}`
  return (
    <div className="flex flex-wrap gap-2">
      {aims.map((aim) => (
        <Link
          key={aim}
          href={address(aim)}
          prefetch={false}
          className={buttonClass('secondary', 'small')}
        >
          {change.outcome === 'partial' && aim === 'before' ? t('putBack') : t(aim)}
        </Link>
      ))}
      <CopyButton
        wordy
        text={`${hydrated ? location.origin : ''}/changes/${change.id}`}
        label={t('copyLink')}
      />
    </div>
  )
}

/** Nothing is offered that is refused for certain: what is not settled, or of which nothing got in. */
function aimsOf({ settledAt, outcome, results, readAt }: Change): RestoreAim[] {
  if (settledAt === null) return []
  const aims: RestoreAim[] = []
  if (outcome === 'partial') aims.push('finish')
  if (results.some(({ result }) => result === 'applied')) aims.push('before')
  if (readAt !== null && outcome !== 'not-applied') aims.push('after')
  return aims
}
