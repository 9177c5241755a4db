import 'server-only'
import { type AuditQuery, toAuditSearch } from '@/lib/shared/audit/audit-filters'
import { loadForPage, type PageDeps } from '../http/page'
import { type AuditDeps, listAuditEntries, listAuditPeople } from './audit'

/** What the first render shows. `problem` says why the list could not be read. */
export async function loadAuditPage(ctx: PageDeps & AuditDeps, filters: AuditQuery) {
  const list = await loadForPage(ctx, listAuditEntries(ctx, filters))
  const people = await loadForPage(ctx, listAuditPeople(ctx))
  return {
    list: list.data,
    view: { search: toAuditSearch(filters), problem: list.problem, people: people.data ?? [] },
  }
}
