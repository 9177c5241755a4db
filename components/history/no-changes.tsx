'use client'

import { useTranslations } from 'next-intl'

/** An empty list says why it may be empty. */
export function NoChanges({ room, narrowed }: { room: string | null; narrowed: boolean }) {
  const t = useTranslations('history.empty')
  return (
    <div className="space-y-1 rounded-md border border-line bg-surface px-4 py-8 text-center text-muted">
      <p className="font-medium text-ink">
        {narrowed ? t('narrowed') : room === null ? t('all') : t('room')}
      </p>
      <p>{narrowed ? t('widen') : t('text')}</p>
    </div>
  )
}
