'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { setLocale, setTheme, useTheme } from '@/lib/client/browser/appearance'
import { parseTheme, type Theme, themes } from '@/lib/shared/appearance'
import { chooseLocale } from '@/lib/shared/i18n/locale'

type Props = Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'>

/** Selects the language. Each language is listed under its own name. */
export function LanguageSelect(props: Props) {
  const router = useRouter()
  return (
    <select
      {...props}
      value={useLocale()}
      onChange={(event) => {
        setLocale(chooseLocale(event.target.value, null))
        router.refresh()
      }}
    >
      <option value="en">English</option>
      <option value="zh-CN">简体中文</option>
    </select>
  )
}

/** Selects the theme. `initial` is the one the server rendered. */
export function ThemeSelect({ initial, ...props }: Props & { initial: Theme }) {
  const t = useTranslations('app')
  return (
    <select
      {...props}
      value={useTheme(initial)}
      onChange={(event) => setTheme(parseTheme(event.target.value))}
    >
      {themes.map((name) => (
        <option key={name} value={name}>
          {t(`themes.${name}`)}
        </option>
      ))}
    </select>
  )
}
