import 'server-only'
import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { localeFrom } from '@/lib/shared/i18n/locale'
import en from '@/lib/shared/i18n/messages/en.json'
import zh from '@/lib/shared/i18n/messages/zh-CN.json'

/** Sentences that were parsed at build time know no style by itself, `percent` neither. */
const formats = { number: { percent: { style: 'percent', maximumFractionDigits: 1 } } } as const

/** The catalog for one request: the language chosen, else the browser's. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get('locale')?.value
  const locale = localeFrom(chosen, (await headers()).get('accept-language'))
  return {
    locale,
    messages: locale === 'zh-CN' ? zh : en,
    formats,
    timeZone: 'UTC',
    now: new Date(),
  }
})
