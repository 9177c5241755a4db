'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadMore } from '@/components/ui/buttons/load-more'
import { Card } from '@/components/ui/card'
import { ExportLinks } from '@/components/ui/lists/export-links'
import { PageTitle } from '@/components/ui/page-title'
import { openChangesQuery } from '@/lib/client/api/open-changes-query'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { useAnnouncement } from '@/lib/client/hooks/use-announcement'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { toSearchString } from '@/lib/shared/changes/history-filters'
import type { Range } from '@/lib/shared/changes/timeline-span'
import { ChangeDays } from './change-days'
import { CompareButton } from './compare/compare-button'
import type { Version } from './compare/version-queries'
import type { Author } from './filters/filter-form'
import { Filters } from './filters/filters'
import { HistoryProblem } from './history-problem'
import { useChanges } from './history-queries'
import { NeedsAttention } from './needs-attention'
import { Timeline } from './timeline/timeline'
import { useFilters } from './use-filters'

/** What the server read for `search` at `renderedAt` (ms), besides what it hydrates. */
export type ServerHistory = {
  search: string
  renderedAt: number
  range: Range
  /** Why the list could not be read. */
  problem: Pick<Problem, 'code' | 'details'> | null
  authors: readonly Author[]
  canRestore: boolean
}

type Props = {
  serverData: ServerHistory
  /** The id of the room; null = the history of all rooms. */
  room: string | null
  /** The subtitle: which history this is, with links. */
  children: ReactNode
}

/** The history: changes that need attention, a timeline, filters, and all changes by day. */
export function HistoryView({ serverData, room, children }: Props) {
  const t = useTranslations('history')
  const { filters, setFilters } = useFilters(room)
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set())
  const { renderedAt, canRestore, authors } = serverData
  const search = toSearchString(filters)
  const isServerSearch = search === serverData.search
  const list = useChanges(filters)
  const { data: needsAttention } = useQuery(openChangesQuery(filters.room))
  const problem = list.isFetchNextPageError ? null : list.error
  const shownProblem = problem ?? (list.last ? null : isServerSearch ? serverData.problem : null)
  const namedRooms = [...list.namedRooms, ...(needsAttention?.rooms ?? [])]
  const entries = {
    openIds,
    canRestore,
    showsRoom: room === null,
    roomNames: new Map(namedRooms.map(({ id, name }) => [id, name])),
    // The history of one key shows every change of it.
    groupsKeys: filters.key === undefined,
    onToggle: toggle,
  }

  function toggle(id: string) {
    setOpenIds((shown) => {
      const next = new Set(shown)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }

  function openEntry(id: string): boolean {
    if (!list.changes.some((change) => change.id === id)) return false
    setOpenIds((shown) => new Set(shown).add(id))
    focusWhenReady(`change-${id}`)
    return true
  }

  async function showNew() {
    const id = await list.showNew()
    if (id !== undefined) focusWhenReady(`change-${id}`)
  }

  const isFound = !isServerSearch && !list.isPlaceholderData && list.last !== null
  const found = list.last?.next === null ? 'found' : 'foundSome'
  useAnnouncement(isFound ? t(found, { count: list.changes.length }) : null)

  return (
    <div className="space-y-5">
      <header>
        <PageTitle>{t('title')}</PageTitle>
        <div className="text-muted text-sm">{children}</div>
      </header>
      {shownProblem ? <HistoryProblem problem={shownProblem} list={list} /> : null}
      {list.newCount > 0 ? (
        // Without height, so that it moves nothing.
        <div className="sticky top-16 z-20 mb-0! flex h-0 justify-center">
          <Button className="h-9 shadow-lg" onClick={showNew}>
            {t('newChanges', { count: list.newCount })}
          </Button>
        </div>
      ) : null}
      <NeedsAttention changes={needsAttention?.changes ?? []} entries={entries} />
      {list.last ? (
        <Timeline
          filters={filters}
          renderedAt={renderedAt}
          range={serverData.range}
          onPick={openEntry}
          onFilter={setFilters}
        />
      ) : null}
      <div className="flex flex-wrap items-start gap-3">
        <Filters
          filters={room === null ? filters : { ...filters, room: undefined }}
          authors={authors}
          showsRoom={room === null}
          onFilter={setFilters}
        />
        <ExportLinks
          path="/api/changes/export"
          search={search}
          hints={{ csv: t('download.csvHint'), json: t('download.jsonHint') }}
        />
        <CompareButton label={t('compare')} versions={toComparedVersions(room, list.changes)} />
      </div>
      {list.last && list.changes.length === 0 ? (
        <NoChanges room={room} isFiltered={Object.keys(filters).length > (room === null ? 0 : 1)} />
      ) : (
        <section aria-label={t('list')} aria-busy={list.isFetching} className="space-y-5">
          <ChangeDays changes={list.changes} entries={entries} />
          <LoadMore list={list} messages="history" countItems={(page) => page.changes.length}>
            {t('end', { count: list.changes.length })}
          </LoadMore>
        </section>
      )}
    </div>
  )
}

/** At first, a room is compared with its version before the last change. */
function toComparedVersions(room: string | null, changes: readonly Change[]): [Version, Version] {
  const now = { room: room ?? '', changeId: null }
  if (room === null) return [now, now]
  const [newest, earlier] = changes.filter(({ readAt }) => readAt !== null)
  return [{ room, changeId: (earlier ?? newest)?.id ?? null }, now]
}

function NoChanges({ room, isFiltered }: { room: string | null; isFiltered: boolean }) {
  const t = useTranslations('history.empty')
  return (
    <Card className="space-y-1 px-4 py-8 text-center text-muted">
      <p className="font-medium text-ink">
        {isFiltered ? t('noMatch') : room === null ? t('all') : t('room')}
      </p>
      <p>{isFiltered ? t('removeFilterHint') : t('text')}</p>
    </Card>
  )
}
