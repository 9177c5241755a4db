import { useTranslations } from 'next-intl'

/** The shape of the list before its first rooms; unseen when they come at once. */
export function RoomsSkeleton() {
  const t = useTranslations('finder')
  return (
    <div
      aria-busy
      className="divide-y divide-line rounded-md border border-line bg-surface transition-opacity delay-150 duration-150 starting:opacity-0"
    >
      <p className="sr-only">{t('loading')}</p>
      {Array.from({ length: 8 }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: eight equal placeholders
        <div key={at} aria-hidden className="space-y-2 px-4 py-3">
          <div className="h-4 w-1/3 rounded bg-sunken" />
          <div className="h-3 w-1/2 rounded bg-sunken" />
        </div>
      ))}
    </div>
  )
}
