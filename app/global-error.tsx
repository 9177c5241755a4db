'use client'

import './globals.css'
import { Button } from '@/components/ui/buttons/button'
import { PageTitle } from '@/components/ui/page-title'
import { readLocale, readTheme } from '@/lib/client/browser/appearance'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { globalErrorMessages } from '@/lib/shared/i18n/global-error-messages'

/**
 * Replaces the root layout when that fails, so it uses nothing the layout provides. Kept small
 * because every page loads it. `digest` identifies the log line.
 */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const hydrated = useHydrated()
  const locale = hydrated ? readLocale() : 'en'
  const theme = hydrated ? readTheme() : 'system'
  const messages = globalErrorMessages[locale]
  const ref = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <html lang={locale} translate="no" data-theme={theme}>
      <body>
        <title>{`${messages.title} · ${messages.name}`}</title>
        <main className="mx-auto max-w-5xl space-y-3 px-4 py-5">
          <PageTitle>{messages.title}</PageTitle>
          <p>{messages.text}</p>
          {ref ? (
            <p className="text-muted text-sm">
              {messages.reference}: <code>{ref}</code>
            </p>
          ) : null}
          <Button onClick={retry}>{messages.retry}</Button>
        </main>
      </body>
    </html>
  )
}
