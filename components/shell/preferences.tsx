'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { keepLocale, keepTheme, useTheme } from '@/lib/client/appearance'
import { localeFrom } from '@/lib/shared/locale'
import { type Theme, themeFrom, themes } from '@/lib/shared/theme'

/** Language and theme, kept in cookies so that the first paint has them. */
export function Preferences({ theme: initial }: { theme: Theme }) {
  const t = useTranslations('app')
  const locale = useLocale()
  const router = useRouter()
  const theme = useTheme(initial)

  return (
    <div className="flex items-center gap-1">
      <select
        aria-label={t('language')}
        value={locale}
        onChange={(event) => {
          keepLocale(localeFrom(event.target.value, null))
          router.refresh()
        }}
        className="min-h-8 rounded-md border border-transparent bg-transparent px-1 text-sm hover:bg-hover"
      >
        <option value="en">English</option>
        <option value="zh-CN">简体中文</option>
      </select>
      <select
        aria-label={t('theme')}
        value={theme}
        onChange={(event) => keepTheme(themeFrom(event.target.value))}
        className="min-h-8 rounded-md border border-transparent bg-transparent px-1 text-sm hover:bg-hover"
      >
        {themes.map((name) => (
          <option key={name} value={name}>
            {t(`themes.${name}`)}
          </option>
        ))}
      </select>
    </div>
  )
}
