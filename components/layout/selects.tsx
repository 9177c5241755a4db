'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { keepLocale, keepTheme, useTheme } from '@/lib/client/browser/appearance'
import { localeFrom } from '@/lib/shared/i18n/locale'
import { type Theme, themeFrom, themes } from '@/lib/shared/appearance/theme'

type Props = Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'>

/** The language, by its own name; the page is drawn anew in it. */
export function LanguageSelect(props: Props) {
  const router = useRouter()
  return (
    <select
      {...props}
      value={useLocale()}
      onChange={(event) => {
        keepLocale(localeFrom(event.target.value, null))
        router.refresh()
      }}
    >
      <option value="en">English</option>
      <option value="zh-CN">简体中文</option>
    </select>
  )
}

/** The theme; `initial` is what the server drew. */
export function ThemeSelect({ initial, ...props }: Props & { initial: Theme }) {
  const t = useTranslations('app')
  return (
    <select
      {...props}
      value={useTheme(initial)}
      onChange={(event) => keepTheme(themeFrom(event.target.value))}
    >
      {themes.map((name) => (
        <option key={name} value={name}>
          {t(`themes.${name}`)}
        </option>
      ))}
    </select>
  )
}
