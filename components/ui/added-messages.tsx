'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ComponentProps, type ReactNode, useMemo } from 'react'
import { parseMessages } from '@/lib/shared/i18n/parse-messages'

export type Messages = ComponentProps<typeof NextIntlClientProvider>['messages']

type Props = {
  /** As an object or as JSON. */
  messages: Messages | string
  children: ReactNode
}

/** Adds messages to those around it. */
export function AddedMessages({ messages, children }: Props) {
  const locale = useLocale()
  const outer = useMessages()
  const all = useMemo(
    () => ({ ...outer, ...(typeof messages === 'string' ? parseMessages(messages) : messages) }),
    [outer, messages],
  )
  return (
    <NextIntlClientProvider locale={locale} messages={all}>
      {children}
    </NextIntlClientProvider>
  )
}
