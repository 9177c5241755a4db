import { useSyncExternalStore } from 'react'
import type { Locale } from '@/lib/shared/i18n/locale'
import { type Theme, themeFrom } from '@/lib/shared/appearance/theme'

const YEAR_SECONDS = 31_536_000
export const LOOKS_CHANGED = 'lookschange'

/** Shows a theme at once and keeps it for the next page. */
export function keepTheme(theme: Theme): void {
  keep('theme', theme)
  document.documentElement.dataset.theme = theme
  dispatchEvent(new Event(LOOKS_CHANGED))
}

/** The theme shown, wherever it was chosen; `initial` is what the server drew. */
export function useTheme(initial: Theme): Theme {
  return useSyncExternalStore(
    listenToLooks,
    () => themeFrom(document.documentElement.dataset.theme),
    () => initial,
  )
}

/** Calls `changed` whenever somebody chose another look. */
export function listenToLooks(changed: () => void): () => void {
  addEventListener(LOOKS_CHANGED, changed)
  return () => removeEventListener(LOOKS_CHANGED, changed)
}

/** Keeps a language; it shows when the page is asked for again. */
export const keepLocale = (locale: Locale) => keep('locale', locale)

export function keep(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing in Safari and Firefox
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}
