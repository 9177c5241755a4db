import 'server-only'
import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { localeFrom } from '@/lib/shared/locale'
import en from '@/lib/shared/messages/en.json'
import zh from '@/lib/shared/messages/zh-CN.json'

/** The catalog for one request: the language chosen, else the browser's. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get('locale')?.value
  const locale = localeFrom(chosen, (await headers()).get('accept-language'))
  return { locale, messages: locale === 'zh-CN' ? zh : en, timeZone: 'UTC', now: new Date() }
})
