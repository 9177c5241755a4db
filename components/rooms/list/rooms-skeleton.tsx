import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'

/** The placeholder of the list. It fades in late, so that quick responses do not flash. */
export function RoomsSkeleton() {
  const t = useTranslations('roomSearch')
  return (
    <Card
      aria-busy
      className="divide-y divide-line transition-opacity delay-150 duration-150 starting:opacity-0"
    >
      <p className="sr-only">{t('loading')}</p>
      {Array.from({ length: 8 }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: eight equal placeholders
        <div key={at} aria-hidden className="space-y-2 px-4 py-3">
          <div className="h-4 w-1/3 rounded bg-sunken" />
          <div className="h-3 w-1/2 rounded bg-sunken" />
        </div>
      ))}
    </Card>
  )
}
