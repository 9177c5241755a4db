import { useTranslations } from 'next-intl'
import { RoomsSkeleton } from './list/rooms-skeleton'

/** The finder before its first rooms: the engine may take seconds to list them. */
export function FinderSkeleton() {
  const t = useTranslations('finder')
  return (
    <div className="space-y-4">
      <h1 className="font-semibold text-xl">{t('title')}</h1>
      <div className="min-h-10 rounded-md border border-line bg-surface" />
      <RoomsSkeleton />
    </div>
  )
}
