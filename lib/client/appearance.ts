import { useSyncExternalStore } from 'react'
import { type Density, densityFrom } from '@/lib/shared/density'
import type { Locale } from '@/lib/shared/locale'
import { type Theme, themeFrom } from '@/lib/shared/theme'

const YEAR_SECONDS = 31_536_000
const CHANGED = 'lookschange'

/** Shows a theme at once and keeps it for the next page. */
export function keepTheme(theme: Theme): void {
  keep('theme', theme)
  document.documentElement.dataset.theme = theme
  dispatchEvent(new Event(CHANGED))
}

/** The theme shown, wherever it was chosen; `initial` is what the server drew. */
export function useTheme(initial: Theme): Theme {
  return useSyncExternalStore(
    listen,
    () => themeFrom(document.documentElement.dataset.theme),
    () => initial,
  )
}

/** Draws rows closer together, or wider, at once and on the next page. */
export function keepDensity(density: Density): void {
  keep('density', density)
  document.documentElement.dataset.density = density
  dispatchEvent(new Event(CHANGED))
}

export function useDensity(initial: Density): Density {
  return useSyncExternalStore(
    listen,
    () => densityFrom(document.documentElement.dataset.density),
    () => initial,
  )
}

function listen(changed: () => void): () => void {
  addEventListener(CHANGED, changed)
  return () => removeEventListener(CHANGED, changed)
}

/** Keeps a language; it shows when the page is asked for again. */
export const keepLocale = (locale: Locale) => keep('locale', locale)

function keep(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing in Safari and Firefox
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}
