import { useTranslations } from 'next-intl'
import type { Theme } from '@/lib/shared/appearance/theme'
import { LanguageSelect, ThemeSelect } from './selects'

const LOOK =
  'min-h-8 rounded-md border border-transparent bg-transparent px-1 text-sm hover:bg-hover'

/** Language and theme, kept in cookies so that the first paint has them. */
export function Preferences({ theme }: { theme: Theme }) {
  const t = useTranslations('app')
  return (
    <div className="flex items-center gap-1">
      <LanguageSelect aria-label={t('language')} className={LOOK} />
      <ThemeSelect aria-label={t('theme')} initial={theme} className={LOOK} />
    </div>
  )
}
