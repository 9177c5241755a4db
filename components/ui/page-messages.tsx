'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ComponentProps, type ReactNode, useMemo } from 'react'

type Messages = ComponentProps<typeof NextIntlClientProvider>['messages']

/** Adds the messages of a page to those of the frame, so that each page loads only its own. */
export function PageMessages({ messages, children }: { messages: Messages; children: ReactNode }) {
  const locale = useLocale()
  const frame = useMessages()
  const all = useMemo(() => ({ ...frame, ...messages }), [frame, messages])
  return (
    <NextIntlClientProvider locale={locale} messages={all}>
      {children}
    </NextIntlClientProvider>
  )
}
