'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { LoadMore } from '@/components/ui/buttons/load-more'
import { Card } from '@/components/ui/card'
import { DaySections } from '@/components/ui/lists/day-sections'
import { ExportLinks } from '@/components/ui/lists/export-links'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { useAnnouncement } from '@/lib/client/hooks/use-announcement'
import type { Problem } from '@/lib/shared/api/problem'
import { type AuditQuery, parseAuditFilters, toAuditSearch } from '@/lib/shared/audit/audit-filters'
import { AuditEntryItem } from './audit-entry-item'
import { AuditFilters } from './audit-filters'
import { useAuditEntries } from './audit-queries'

/** What the server read for `search`, besides what it hydrates. */
export type ServerAudit = {
  search: string
  /** Why the list could not be read. */
  problem: Pick<Problem, 'code' | 'details'> | null
  people: readonly { id: string; name: string }[]
}

/** Changes to people, the key catalogue and presets by day, with filters in the query string. */
export function AuditView({ serverData }: { serverData: ServerAudit }) {
  const t = useTranslations('audit')
  const app = useTranslations('app')
  const filters = parseAuditFilters(Object.fromEntries(useSearchParams()))
  const search = toAuditSearch(filters)
  const isServerSearch = search === serverData.search
  const list = useAuditEntries(filters)
  const problem = list.isFetchNextPageError ? null : list.error
  const shownProblem = problem ?? (list.last ? null : isServerSearch ? serverData.problem : null)

  function setFilters(next: AuditQuery) {
    const nextSearch = toAuditSearch(next)
    history.pushState(null, '', nextSearch === '' ? location.pathname : `?${nextSearch}`)
  }

  const isFound = !isServerSearch && !list.isPlaceholderData && list.last !== null
  const found = list.last?.next === null ? 'found' : 'foundSome'
  useAnnouncement(isFound ? t(found, { count: list.entries.length }) : null)

  return (
    <div className="space-y-5">
      <header>
        <PageTitle>{t('title')}</PageTitle>
        <p className="text-muted text-sm">{t('text')}</p>
      </header>
      {shownProblem ? (
        <ProblemAlert problem={shownProblem} title={t('loadFailed')} isReadProblem>
          <Button size="small" aria-busy={list.isFetching} onClick={() => list.refetch()}>
            {app('retry')}
          </Button>
        </ProblemAlert>
      ) : null}
      <div className="flex flex-wrap items-start gap-3">
        <AuditFilters filters={filters} people={serverData.people} onFilter={setFilters} />
        <ExportLinks
          path="/api/audit/export"
          search={search}
          hints={{ csv: t('csvHint'), json: t('jsonHint') }}
        />
      </div>
      {list.last && list.entries.length === 0 ? (
        <Card className="space-y-1 px-4 py-8 text-center text-muted">
          <p className="font-medium text-ink">{t('noMatch')}</p>
          <p>{t('removeFilterHint')}</p>
        </Card>
      ) : (
        <section aria-label={t('list')} aria-busy={list.isFetching} className="space-y-5">
          <DaySections
            items={list.entries}
            renderDay={(entries) =>
              entries.map((entry) => <AuditEntryItem key={entry.id} entry={entry} />)
            }
          />
          <LoadMore list={list} messages="audit" countItems={(page) => page.entries.length}>
            {t('end', { count: list.entries.length })}
          </LoadMore>
        </section>
      )}
    </div>
  )
}
