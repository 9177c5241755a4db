import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Shortcuts } from '@/components/layout/palette/shortcuts'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import type { Theme } from '@/lib/shared/appearance/theme'
import { Navigation } from './navigation'
import { PersonMenu } from './person-menu'
import { Preferences } from './preferences'

type Props = { demo: boolean; theme: Theme; self: Self | null }

/** The bar over every screen, and in it, in the demo, what the demo is. Without a session there is nowhere to go. */
export function Header({ demo, theme, self }: Props) {
  const t = useTranslations('app')
  const free = self !== null && !self.mustChangePassword
  return (
    <header className="border-line border-b bg-surface">
      {demo ? (
        <p className="bg-warn-soft px-4 py-1 text-center text-sm text-warn">{t('demo')}</p>
      ) : null}
      <div className="mx-auto flex min-h-12 max-w-5xl flex-wrap items-center gap-x-3 px-4 py-1">
        <Link
          href="/rooms"
          prefetch={false}
          className="me-auto rounded-sm py-1 font-semibold md:me-1"
        >
          {t('name')}
        </Link>
        {free ? <Navigation role={self.role} /> : null}
        <span className="me-auto max-md:hidden" />
        {free ? <Shortcuts /> : null}
        <div className={self ? 'max-sm:hidden' : undefined}>
          <Preferences theme={theme} />
        </div>
        {self ? (
          <PersonMenu self={self}>
            <Preferences theme={theme} />
          </PersonMenu>
        ) : null}
      </div>
    </header>
  )
}
