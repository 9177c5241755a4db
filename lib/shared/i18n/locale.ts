export const locales = ['en', 'zh-CN'] as const
export type Locale = (typeof locales)[number]

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
  }
}

/** The chosen language, else the first supported one of `Accept-Language`, else English. */
export function chooseLocale(chosen: string | undefined, accepted: string | null): Locale {
  const known = locales.find((locale) => locale === chosen)
  if (known) return known
  for (const tag of (accepted ?? '').split(',')) {
    const language = tag.trim().slice(0, 2).toLowerCase()
    if (language === 'zh') return 'zh-CN'
    if (language === 'en') return 'en'
  }
  return 'en'
}
