import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import { catalogueQuery } from '@/lib/client/api/catalogue-queries'
import { CurrentUserProvider } from '@/lib/client/hooks/current-user'
import { createQueryClient } from '@/lib/client/query-client'
import type { Role } from '@/lib/shared/access/roles'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { catalogues } from '@/lib/shared/i18n/catalogues'

/** The person whose session the tests use. */
export const ada: CurrentUser = {
  id: 'ada',
  email: 'ada@example.com',
  name: 'Ada',
  role: 'editor',
  secondFactor: false,
  mustChangePassword: false,
  hasPassword: true,
}

const EMPTY_CATALOGUE = { version: 0, changedAt: null, changedBy: null }

/**
 * The query cache of a tab, which reads again only on request. `keys` are those of the key catalogue.
 */
export function createTestClient(keys: readonly KeyDescription[] = []): QueryClient {
  const client = createQueryClient()
  const { queries, mutations } = client.getDefaultOptions()
  client.setDefaultOptions({ queries: { ...queries, staleTime: Infinity }, mutations })
  client.setQueryData(catalogueQuery.queryKey, { ...EMPTY_CATALOGUE, keys: [...keys] })
  return client
}

export const createFakeRouter = () => ({
  push: vi.fn(),
  replace: vi.fn(),
  refresh: vi.fn(),
  back: vi.fn(),
  forward: vi.fn(),
  prefetch: vi.fn(),
  bfcacheId: 'test',
})

type Props = {
  role?: Role
  client: QueryClient
  router?: ReturnType<typeof createFakeRouter>
  children: ReactNode
}

/** What the layout provides to every page: texts in English, session, query cache and router. */
export function TestProviders({ role = 'editor', client, router, children }: Props) {
  return (
    <AppRouterContext value={router ?? createFakeRouter()}>
      <SearchParamsContext value={new URLSearchParams()}>
        <NextIntlClientProvider locale="en" messages={catalogues.en} timeZone="UTC">
          <QueryClientProvider client={client}>
            <CurrentUserProvider currentUser={{ ...ada, role }}>
              {children}
              <div id="live-polite" role="status" />
              <div id="live-assertive" role="alert" />
            </CurrentUserProvider>
          </QueryClientProvider>
        </NextIntlClientProvider>
      </SearchParamsContext>
    </AppRouterContext>
  )
}
