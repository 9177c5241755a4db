import './globals.css'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DemoBanner } from '@/components/demo/demo-banner'
import { Header } from '@/components/layout/header'
import { PageAlert } from '@/components/layout/page-alert'
import { Providers } from '@/components/layout/providers'
import { CurrentUserProvider } from '@/lib/client/hooks/current-user'
import { readCurrentUser } from '@/lib/server/http/page'
import { pickFrameMessages, pickPublicMessages } from '@/lib/server/http/page-messages'
import { getRuntime } from '@/lib/server/runtime/runtime'
import { parseDensity, parseTheme } from '@/lib/shared/appearance'
import { PreloadParts } from './preload-parts'

/** Every response needs its own CSP nonce and current data. */
export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app')
  return { title: { default: t('name'), template: `%s · ${t('name')}` } }
}

export default async function Layout({ children }: { children: ReactNode }) {
  const { config, buildId } = await getRuntime()
  const cookieStore = await cookies()
  const theme = parseTheme(cookieStore.get('theme')?.value)
  const density = parseDensity(cookieStore.get('density')?.value)
  const currentUser = await readCurrentUser()
  const messages = currentUser ? await pickFrameMessages() : await pickPublicMessages()
  const locale = await getLocale()
  const t = await getTranslations('app')
  const showsNavigation = currentUser !== null && !currentUser.mustChangePassword
  return (
    // The console brings its own languages, and a translator would also translate keys and values.
    <html
      lang={locale}
      translate="no"
      data-build={buildId}
      data-theme={theme}
      data-density={density}
    >
      <body className="flex flex-col">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-2"
        >
          {t('skip')}
        </a>
        <Providers locale={locale} messages={JSON.stringify(messages)} serverNow={Date.now()}>
          <PageAlert />
          <CurrentUserProvider currentUser={currentUser}>
            <Header
              banner={config.demo ? <DemoBanner isSignedIn={showsNavigation} /> : null}
              showsNavigation={showsNavigation}
              theme={theme}
            />
            <main
              id="content"
              tabIndex={-1}
              className="mx-auto w-full max-w-[1440px] flex-1 px-4 py-4 outline-none has-[#outcome]:flex has-[#outcome]:flex-col has-[#outcome]:pb-0 sm:px-6"
            >
              {children}
            </main>
          </CurrentUserProvider>
        </Providers>
        {currentUser ? <PreloadParts /> : null}
        {/* Screen readers notice the regions of `announce` only if they exist from the start. */}
        <div id="live-polite" role="status" aria-live="polite" className="sr-only" />
        <div id="live-assertive" role="alert" aria-live="assertive" className="sr-only" />
      </body>
    </html>
  )
}
