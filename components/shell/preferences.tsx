'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Theme, themes } from '@/lib/shared/theme'

const YEAR_SECONDS = 31_536_000

/** Language and theme, kept in cookies so that the first paint has them. */
export function Preferences({ theme: initial }: { theme: Theme }) {
  const t = useTranslations('app')
  const locale = useLocale()
  const router = useRouter()
  const [theme, setTheme] = useState(initial)

  function chooseTheme(next: Theme) {
    setTheme(next)
    keep('theme', next)
    document.documentElement.dataset.theme = next
  }

  return (
    <div className="flex items-center gap-1">
      <select
        aria-label={t('language')}
        value={locale}
        onChange={(event) => {
          keep('locale', event.target.value)
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
        onChange={(event) =>
          chooseTheme(themes.find((name) => name === event.target.value) ?? 'system')
        }
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

function keep(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing in Safari and Firefox
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}
