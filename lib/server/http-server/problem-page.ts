import 'server-only'
import { createTranslator } from 'use-intl/core'
import type { Problem } from '@/lib/shared/api/problem'
import { chooseLocale } from '@/lib/shared/i18n/locale'
import en from '@/lib/shared/i18n/messages/parts/en.json'
import zh from '@/lib/shared/i18n/messages/parts/zh-CN.json'

const translators = {
  en: createTranslator({ locale: 'en', messages: en, namespace: 'problems' }),
  'zh-CN': createTranslator({ locale: 'zh-CN', messages: zh as typeof en, namespace: 'problems' }),
}

/** A problem as a page without styles and scripts, with a link to the configured address. */
export function createProblemPage({ code, details }: Problem, acceptLanguage?: string): string {
  const locale = chooseLocale(undefined, acceptLanguage ?? null)
  const message = escapeHtml(translators[locale](code, details.params ?? {}))
  const address = escapeHtml(String(details.params?.configured ?? ''))
  return [
    `<!doctype html><html lang="${locale}" translate="no"><meta charset="utf-8">`,
    `<title>${message}</title><p>${message}</p>`,
    address ? `<p><a href="${address}">${address}</a></p>` : '',
  ].join('')
}

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
