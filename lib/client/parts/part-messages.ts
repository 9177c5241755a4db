import { chooseLocale, type Locale } from '@/lib/shared/i18n/locale'
import { untilLoaded } from './part-loads'

const catalogues = {
  en: () => import('@/lib/shared/i18n/messages/parts/en.json'),
  'zh-CN': () => import('@/lib/shared/i18n/messages/parts/zh-CN.json'),
}
type PartMessages = Awaited<ReturnType<(typeof catalogues)[Locale]>>['default']

const loaded = new Map<Locale, PartMessages>()
const loads = new Map<Locale, Promise<PartMessages>>()

/** Loads the messages of the parts, by default in the language of the page. Rejects if that fails. */
export async function importPartMessages(locale = readPageLocale()): Promise<PartMessages> {
  const { default: messages } = await catalogues[locale]()
  loaded.set(locale, messages)
  return messages
}

/** The messages of the parts if they have loaded. */
export const getPartMessages = (locale: Locale) => loaded.get(locale)

/** Never rejects: a failed load is repeated like that of a part. One promise for each language. */
export function loadPartMessages(locale: Locale): Promise<PartMessages> {
  const load = loads.get(locale) ?? untilLoaded(() => importPartMessages(locale))()
  loads.set(locale, load)
  return load
}

/** English on the server, which renders pages in all languages. */
function readPageLocale(): Locale {
  return chooseLocale(
    typeof document === 'undefined' ? undefined : document.documentElement.lang,
    null,
  )
}
