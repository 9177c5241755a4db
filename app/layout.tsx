import './globals.css'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Header } from '@/components/layout/header'
import { LiveRegions } from '@/components/layout/live-regions'
import { Providers } from '@/components/layout/providers'
import { SelfProvider } from '@/components/layout/self'
import { selfOnPage } from '@/lib/server/http/page'
import { runtime } from '@/lib/server/runtime/runtime'
import { allowedTo } from '@/lib/shared/access/roles'
import { densityFrom } from '@/lib/shared/appearance/density'
import { themeFrom } from '@/lib/shared/appearance/theme'

/** Every page needs its own nonce and a fresh read of its room. */
export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app')
  return { title: { default: t('name'), template: `%s · ${t('name')}` } }
}

export default async function Layout({ children }: { children: ReactNode }) {
  const { config } = await runtime()
  const kept = await cookies()
  const theme = themeFrom(kept.get('theme')?.value)
  const density = densityFrom(kept.get('density')?.value)
  const self = await selfOnPage()
  const t = await getTranslations('app')
  return (
    <html lang={await getLocale()} data-theme={theme} data-density={density}>
      <body>
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-2"
        >
          {t('skip')}
        </a>
        <NextIntlClientProvider>
          <Providers>
            <SelfProvider self={self} allowed={self ? allowedTo(self.role) : []}>
              <Header demo={config.demo} theme={theme} self={self} />
              <main id="content" tabIndex={-1} className="mx-auto max-w-5xl px-4 py-5 outline-none">
                {children}
              </main>
            </SelfProvider>
          </Providers>
        </NextIntlClientProvider>
        <LiveRegions />
      </body>
    </html>
  )
}
