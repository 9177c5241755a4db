import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Theme } from '@/lib/shared/theme'
import { Preferences } from './preferences'

/** The bar over every screen, and above it, in the demo, what the demo is. */
export function Header({ demo, theme }: { demo: boolean; theme: Theme }) {
  const t = useTranslations('app')
  return (
    <>
      {demo ? (
        <p className="bg-warn-soft px-4 py-1 text-center text-sm text-warn">{t('demo')}</p>
      ) : null}
      <header className="border-line border-b bg-surface">
        <div className="mx-auto flex min-h-12 max-w-5xl flex-wrap items-center gap-x-4 px-4">
          <Link href="/rooms" className="font-semibold">
            {t('name')}
          </Link>
          <div className="flex-1" />
          <Preferences theme={theme} />
        </div>
      </header>
    </>
  )
}
