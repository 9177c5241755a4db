import type { Locale } from './locale'
import enDemo from './messages/demo/en.json'
import zhDemo from './messages/demo/zh-CN.json'
import en from './messages/en.json'
import enParts from './messages/parts/en.json'
import zhParts from './messages/parts/zh-CN.json'
import zh from './messages/zh-CN.json'

export type Messages = typeof en & typeof enParts & typeof enDemo

/** All messages, for the server and tests. A page loads only those it shows. */
export const catalogues: Record<Locale, Messages> = {
  en: { ...en, ...enParts, ...enDemo },
  'zh-CN': { ...zh, ...zhParts, ...zhDemo },
}
