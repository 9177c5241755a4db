'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AfterHydration } from '@/components/ui/after-hydration'
import { LanguageSelect, ThemeSelect } from '@/components/ui/fields/appearance-selects'
import { Link } from '@/components/ui/link'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { Theme } from '@/lib/shared/appearance'
import { Navigation } from './navigation'
import { NavigationBadge } from './navigation-badge'
import { PaletteButton } from './palette/palette-button'
import { PersonMenu } from './person-menu'

type Props = {
  /** Shown above the line of the header. */
  banner: ReactNode
  /** False before sign-in and before a new password is set. */
  showsNavigation: boolean
  theme: Theme
}

/**
 * The header of every page. A client component, because the server would otherwise render its
 * elements twice for each page: as HTML, and as data for hydration.
 */
export function Header({ banner, showsNavigation, theme }: Props) {
  const t = useTranslations('app')
  const currentUser = useCurrentUser()
  return (
    <header className="border-line border-b bg-surface">
      {banner}
      <div className="mx-auto flex min-h-12 max-w-[1440px] flex-wrap items-center gap-x-3 px-4 py-1 sm:px-6">
        <Link
          href="/"
          variant="plain"
          prefetch={false}
          className="min-w-0 flex-1 basis-24 truncate rounded-sm py-1 font-semibold md:me-1 md:flex-none"
        >
          {t('name')}
        </Link>
        {showsNavigation && currentUser ? (
          <>
            <Navigation role={currentUser.role} />
            <NavigationBadge />
          </>
        ) : null}
        <span className="me-auto max-md:hidden" />
        {showsNavigation ? <PaletteButton /> : null}
        <div className={currentUser ? 'max-sm:hidden' : undefined}>
          <Preferences theme={theme} />
        </div>
        {currentUser ? (
          <PersonMenu currentUser={currentUser}>
            <AfterHydration>
              <Preferences theme={theme} />
            </AfterHydration>
          </PersonMenu>
        ) : null}
      </div>
    </header>
  )
}

const SELECT_CLASS =
  'min-h-8 rounded-md border border-transparent bg-transparent px-1 text-sm hover:bg-hover'

function Preferences({ theme }: { theme: Theme }) {
  const t = useTranslations('app')
  return (
    <div className="flex items-center gap-1">
      <LanguageSelect aria-label={t('language')} className={SELECT_CLASS} />
      <ThemeSelect aria-label={t('theme')} initial={theme} className={SELECT_CLASS} />
    </div>
  )
}
