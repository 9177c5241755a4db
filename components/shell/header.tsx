import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Shortcuts } from '@/components/palette/shortcuts'
import type { Theme } from '@/lib/shared/theme'
import { Preferences } from './preferences'

/** The bar over every screen, and in it, in the demo, what the demo is. */
export function Header({ demo, theme }: { demo: boolean; theme: Theme }) {
  const t = useTranslations('app')
  return (
    <header className="border-line border-b bg-surface">
      {demo ? (
        <p className="bg-warn-soft px-4 py-1 text-center text-sm text-warn">{t('demo')}</p>
      ) : null}
      <div className="mx-auto flex min-h-12 max-w-5xl flex-wrap items-center gap-x-3 px-4 py-1">
        <Link href="/rooms" className="me-auto rounded-sm py-1 font-semibold">
          {t('name')}
        </Link>
        <Shortcuts />
        <Preferences theme={theme} />
      </div>
    </header>
  )
}
