import { FlaskConical } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { practiceRoomsPath } from '@/lib/client/paths'
import type { Messages } from '@/lib/shared/i18n/catalogues'

type PracticeName = keyof Messages['practice']['rooms']

const PREFIX = 'practice-'
const ASPECTS = ['happens', 'try', 'see'] as const

/**
 * Introduces a practice room of the demo; nothing for any other room. Rendered on the server only, so
 * that no page outside the demo loads its texts.
 */
export function PracticeIntro({ room }: { room: string }) {
  const t = useTranslations('practice')
  const name = room.slice(PREFIX.length) as PracticeName
  if (!room.startsWith(PREFIX) || !t.has(`rooms.${name}.name`)) return null
  return (
    <section
      aria-labelledby="practice.title"
      className="rounded-md border border-line border-s-3 border-s-accent bg-accent-soft px-3 py-2 text-sm"
    >
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="practice.title" className="flex items-center gap-1.5 font-semibold">
          <FlaskConical aria-hidden className="size-4 shrink-0 text-accent" />
          {t('title', { name: t(`rooms.${name}.name`) })}
        </h2>
        <Link href={practiceRoomsPath} prefetch={false} className="ms-auto text-xs">
          {t('all')}
        </Link>
      </div>
      <dl className="mt-1.5 grid gap-x-6 gap-y-1.5 md:grid-cols-3">
        {ASPECTS.map((aspect) => (
          <div key={aspect} className="min-w-0">
            <dt className="text-muted text-xs">{t(aspect)}</dt>
            <dd>{t(`rooms.${name}.${aspect}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
