import { notifyManager, QueryClient } from '@tanstack/react-query'
import type { Problem } from '@/lib/shared/api/problem'

declare module '@tanstack/react-query' {
  interface Register {
    /** Queries call our own endpoints only, and those fail with a problem. */
    defaultError: Problem
  }
}

// By a timer, which is the default, a page would render other news of the same moment first.
notifyManager.setScheduler(queueMicrotask)

/**
 * A query cache with the defaults of all queries: one per tab, and on the server one per page,
 * which passes what it read to the queries of the tab.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Fails when offline instead of waiting silently.
        networkMode: 'always',
        // The server retries where that is safe; see docs/save-guarantees.md#guarantees.
        retry: false,
        staleTime: 15_000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/**
 * Options of every infinite query: each page names the cursor of the next one. That of the first page
 * is null, which JSON keeps, unlike undefined.
 */
export const cursorPages = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
}

/** The data of an infinite query of which one page was read; undefined if that failed. */
export const firstPage = <Page>(page: Page | null) =>
  page ? { pages: [page], pageParams: [cursorPages.initialPageParam] } : undefined
