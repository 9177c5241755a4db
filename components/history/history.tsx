'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { useChanges, useOpenChanges } from '@/components/history/history-queries'
import { ListEnd } from '@/components/ui/buttons/load-more'
import { PageTitle } from '@/components/ui/page-title'
import { announce } from '@/lib/client/browser/announce'
import { focusSoon } from '@/lib/client/browser/focus'
import type { ChangeList, TimelineData } from '@/lib/shared/api/history-endpoints'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { searchOf } from '@/lib/shared/changes/history-filters'
import type { Range } from '@/lib/shared/changes/timeline-span'
import { ChangeDays } from './change-days'
import { Downloads } from './downloads'
import type { Author } from './filters/filter-form'
import { Filters } from './filters/filters'
import { HistoryProblem } from './history-problem'
import { NoChanges } from './no-changes'
import { OpenChanges } from './open-changes'
import { Timeline } from './timeline/timeline'
import { useFilters } from './use-filters'

/** What the server read for `search` at `renderedAt` (ms); null where it could not. */
export type GivenHistory = {
  search: string
  renderedAt: number
  range: Range
  list: {
    reply: ChangeList | null
    problem: Pick<Problem, 'code' | 'details'> | null
  }
  open: { changes: Change[] } | null
  timeline: TimelineData | null
  authors: readonly Author[]
  mayRestore: boolean
}

type Props = {
  given: GivenHistory
  /** The id of the room whose history this is; null = of all. */
  room: string | null
  /** Says whose history this is, and leads there. */
  children: ReactNode
}

/** What was changed, by whom and when: what waits for somebody, a picture over time, and the list by day. */
export function History({ given, room, children }: Props) {
  const t = useTranslations('history')
  const { filters, setFilters } = useFilters(room)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const { renderedAt, mayRestore, authors } = given
  const search = searchOf(filters)
  const mine = search === given.search
  const list = useChanges(filters, { initial: mine ? given.list.reply : null, renderedAt })
  const open = useOpenChanges(filters.room, {
    initial: mine ? given.open : null,
    renderedAt,
  })
  const problem = list.isFetchNextPageError ? null : list.error
  const missing = problem ?? (list.last ? null : mine ? given.list.problem : null)
  const entries = { opened, mayRestore, withRoom: room === null, onToggle: toggle }

  function toggle(id: string) {
    setOpened((shown) => {
      const next = new Set(shown)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }

  function pick(id: string): boolean {
    if (!list.changes.some((change) => change.id === id)) return false
    setOpened((shown) => new Set(shown).add(id))
    focusSoon(`change-${id}`)
    return true
  }

  const found = mine || list.isPlaceholderData || !list.last ? null : list.changes.length
  const more = list.last?.next !== null
  useEffect(() => {
    if (found !== null) announce(t(more ? 'foundSome' : 'found', { count: found }))
  }, [found, more, t])

  return (
    <div className="space-y-5">
      <header>
        <PageTitle>{t('title')}</PageTitle>
        <div className="text-muted text-sm">{children}</div>
      </header>
      {missing ? <HistoryProblem problem={missing} list={list} /> : null}
      <OpenChanges changes={open} entries={entries} />
      {list.last ? (
        <Timeline
          filters={filters}
          initial={mine ? given.timeline : null}
          renderedAt={renderedAt}
          range={given.range}
          onPick={pick}
          onFilter={setFilters}
        />
      ) : null}
      <div className="flex flex-wrap items-start gap-3">
        <Filters
          filters={room === null ? filters : { ...filters, room: undefined }}
          authors={authors}
          withRoom={room === null}
          onFilter={setFilters}
        />
        <Downloads filters={filters} />
      </div>
      {list.last && list.changes.length === 0 ? (
        <NoChanges room={room} narrowed={Object.keys(filters).length > (room === null ? 0 : 1)} />
      ) : (
        <section aria-label={t('list')} aria-busy={list.isFetching} className="space-y-5">
          <ChangeDays changes={list.changes} entries={entries} />
          <ListEnd list={list} words="history" countOf={(page) => page.changes.length}>
            {t('end', { count: list.changes.length })}
          </ListEnd>
        </section>
      )}
    </div>
  )
}
