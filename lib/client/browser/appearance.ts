import { useSyncExternalStore } from 'react'
import { type Density, parseDensity, parseTheme, type Theme } from '@/lib/shared/appearance'
import { chooseLocale, type Locale } from '@/lib/shared/i18n/locale'

const YEAR_SECONDS = 31_536_000
const APPEARANCE_CHANGED = 'lookschange'

/** Applies a theme to this page and stores it in a cookie for the next one. */
export function setTheme(theme: Theme): void {
  setPreferenceCookie('theme', theme)
  document.documentElement.dataset.theme = theme
  dispatchEvent(new Event(APPEARANCE_CHANGED))
}

/** Applies a row density to this page and stores it in a cookie for the next one. */
export function setDensity(density: Density): void {
  setPreferenceCookie('density', density)
  document.documentElement.dataset.density = density
  dispatchEvent(new Event(APPEARANCE_CHANGED))
}

/** Stores a language. It applies when the page is loaded or refreshed. */
export const setLocale = (locale: Locale) => setPreferenceCookie('locale', locale)

/** The stored language, or else the browser's. For pages without the server's choice. */
export const readLocale = (): Locale =>
  chooseLocale(readPreferenceCookie('locale'), navigator.languages.join(','))

/** The stored theme. For pages without the server's choice. */
export const readTheme = (): Theme => parseTheme(readPreferenceCookie('theme'))

/** The current theme. `initial` is the one the server rendered. */
export function useTheme(initial: Theme): Theme {
  return useSyncExternalStore(
    subscribe,
    () => parseTheme(document.documentElement.dataset.theme),
    () => initial,
  )
}

/** The current row density. `initial` is the one the server rendered. */
export function useDensity(initial: Density): Density {
  return useSyncExternalStore(
    subscribe,
    () => parseDensity(document.documentElement.dataset.density),
    () => initial,
  )
}

function subscribe(listener: () => void): () => void {
  addEventListener(APPEARANCE_CHANGED, listener)
  return () => removeEventListener(APPEARANCE_CHANGED, listener)
}

function setPreferenceCookie(key: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing in Safari and Firefox
  document.cookie = `${key}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}

function readPreferenceCookie(key: string): string | undefined {
  return document.cookie
    .split('; ')
    .find((cookie) => cookie.startsWith(`${key}=`))
    ?.slice(key.length + 1)
}
