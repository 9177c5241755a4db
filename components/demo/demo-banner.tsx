import { useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { practiceRoomsPath } from '@/lib/client/paths'

/** Says above every page that this is the demo, and leads those who are signed in to practice. */
export function DemoBanner({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTranslations('app')
  const practice = useTranslations('practice')
  return (
    <p className="bg-warn-soft px-4 py-1 text-center text-sm text-warn">
      {t('demo')}{' '}
      {isSignedIn ? (
        <Link
          href={practiceRoomsPath}
          variant="plain"
          prefetch={false}
          className="inline-flex min-h-6 items-center rounded-sm font-medium underline underline-offset-2"
        >
          {practice('link')}
        </Link>
      ) : null}
    </p>
  )
}
