'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { When } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { useWho } from './use-who'

const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>
const iso = (chunk: ReactNode) => <bdi>{chunk}</bdi>

/** What became of a change that had held the room, for everybody who saw that it did. */
export function EndedBanner({ change, onDismiss }: { change: Change; onDismiss: () => void }) {
  const t = useTranslations()
  const who = useWho(change)
  const keys = change.changes.map(({ key }) => key).join(', ')
  const { readAt } = change
  const applied = change.outcome === 'applied'
  return (
    <Notice
      tone={applied ? 'good' : 'info'}
      title={t.rich(applied ? 'live.endedIn' : 'live.endedOut', { ...who, keys, mono, iso })}
    >
      <div className="flex flex-wrap items-center gap-x-3">
        {readAt ? (
          <p>{t.rich('live.readBack', { when: () => <When at={readAt} style="clock" /> })}</p>
        ) : null}
        <Button size="small" look="quiet" onClick={onDismiss}>
          {t('outcome.dismiss')}
        </Button>
      </div>
    </Notice>
  )
}
