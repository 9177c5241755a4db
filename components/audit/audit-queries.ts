import {
  type DehydratedState,
  dehydrate,
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
} from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import { createQueryClient, cursorPages, firstPage } from '@/lib/client/query-client'
import type { AuditList } from '@/lib/shared/api/audit-endpoints'
import { type AuditQuery, toAuditSearch } from '@/lib/shared/audit/audit-filters'

const auditQuery = (filters: AuditQuery) =>
  infiniteQueryOptions({
    queryKey: ['audit', toAuditSearch(filters)],
    queryFn: ({ pageParam, signal }) =>
      call('listAuditEntries', { query: { ...filters, cursor: pageParam ?? undefined }, signal }),
    ...cursorPages,
    placeholderData: keepPreviousData,
  })

/** Passes what the server read for `filters` to the query of the page. */
export function dehydrateAudit(filters: AuditQuery, list: AuditList | null): DehydratedState {
  const client = createQueryClient()
  client.setQueryData(auditQuery(filters).queryKey, firstPage(list))
  return dehydrate(client)
}

/** The entries of all pages so far. */
export function useAuditEntries(filters: AuditQuery) {
  const query = useInfiniteQuery(auditQuery(filters))
  const pages = query.data?.pages ?? []
  return { ...query, entries: pages.flatMap((page) => page.entries), last: pages.at(-1) ?? null }
}
