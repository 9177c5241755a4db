import type { Locale } from '@/lib/shared/locale'
import type { Theme } from '@/lib/shared/theme'

const YEAR_SECONDS = 31_536_000

/** Shows a theme at once and keeps it for the next page. */
export function keepTheme(theme: Theme): void {
  keep('theme', theme)
  document.documentElement.dataset.theme = theme
}

/** Keeps a language; it shows when the page is asked for again. */
export const keepLocale = (locale: Locale) => keep('locale', locale)

function keep(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing in Safari and Firefox
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}
