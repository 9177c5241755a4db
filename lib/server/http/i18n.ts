import 'server-only'
import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { catalogues } from '@/lib/shared/i18n/catalogues'
import { formats } from '@/lib/shared/i18n/formats'
import { chooseLocale } from '@/lib/shared/i18n/locale'

/** The messages of a request, in the chosen language or else the browser's. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get('locale')?.value
  const locale = chooseLocale(chosen, (await headers()).get('accept-language'))
  return {
    locale,
    messages: catalogues[locale],
    formats,
    timeZone: 'UTC',
    now: new Date(),
  }
})
