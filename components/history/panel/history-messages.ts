import { untilLoaded } from '@/lib/client/browser/part-loads'
import type { Messages } from '@/lib/shared/i18n/catalogues'
import type { Locale } from '@/lib/shared/i18n/locale'

const catalogues = {
  en: () => import('@/lib/shared/i18n/messages/en.json'),
  'zh-CN': () => import('@/lib/shared/i18n/messages/zh-CN.json'),
}

const loads = new Map<Locale, Promise<Pick<Messages, 'history'>>>()

/** The messages of the history, for a page that does not have them. One promise for each language. */
export function loadHistoryMessages(locale: Locale): Promise<Pick<Messages, 'history'>> {
  const load = loads.get(locale) ?? untilLoaded(() => importHistory(locale))()
  loads.set(locale, load)
  return load
}

async function importHistory(locale: Locale) {
  const { default: messages } = await catalogues[locale]()
  return { history: messages.history }
}
