'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { NextIntlClientProvider } from 'next-intl'
import { type ReactNode, useMemo, useState } from 'react'
import { createQueryClient } from '@/lib/client/query-client'
import { syncServerClock } from '@/lib/client/resilience/server-clock'
import '@/lib/client/resilience/start'
import { formats } from '@/lib/shared/i18n/formats'
import type { Locale } from '@/lib/shared/i18n/locale'
import { parseMessages } from '@/lib/shared/i18n/parse-messages'

type Props = {
  locale: Locale
  /** The messages of the frame as JSON; `PageMessages` says why as one text. */
  messages: string
  /** When the server rendered the page, in epoch ms. */
  serverNow: number
  children: ReactNode
}

/** Provides the messages of the frame and the query cache of this tab. */
export function Providers({ locale, messages, serverNow, children }: Props) {
  const [client] = useState(() => {
    syncServerClock(serverNow)
    return createQueryClient()
  })
  const texts = useMemo(
    () => ({ messages: parseMessages(messages), now: new Date(serverNow) }),
    [messages, serverNow],
  )
  return (
    <NextIntlClientProvider {...texts} locale={locale} formats={formats} timeZone="UTC">
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </NextIntlClientProvider>
  )
}
