'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Card } from '@/components/ui/card'
import { TimeAxis } from '@/components/ui/charts/time-axis'
import { InlineSelect } from '@/components/ui/fields/inline-select'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { useServerNow } from '@/lib/client/hooks/use-server-now'
import type { HistoryQuery } from '@/lib/shared/changes/history-filters'
import { type Range, rangeNames, type Span, toSpan } from '@/lib/shared/changes/timeline-span'
import { historyQueries } from '../history-queries'
import { Legend } from './legend'
import { MarkTable } from './mark-table'
import { Marks } from './marks'
import { ObservationStrip } from './observation-strip'
import { TimelineSummary } from './timeline-summary'

const MINUTE_MS = 60_000

type Props = {
  filters: HistoryQuery
  /** When the server read the first data, in epoch milliseconds. */
  renderedAt: number
  /** The initial length. Used while no filter sets the start. */
  range: Range
  onPick: (id: string) => boolean
  onFilter: (filters: HistoryQuery) => void
}

/**
 * The changes over time: a chart with gaps where the room was not watched, a summary and a table.
 */
export function Timeline({ filters, renderedAt, range: initialRange, onPick, onFilter }: Props) {
  const t = useTranslations('history.timeline')
  const [range, setRange] = useState(initialRange)
  const now = useServerNow(MINUTE_MS).getTime()
  const span = toSpan(filters, range, Math.max(now, renderedAt))
  const times = { since: toIso(span.since), until: toIso(span.until) }
  const { data, error } = useQuery(historyQueries.timeline({ ...filters, ...times }))
  if (error) return <ProblemAlert problem={error} title={t('failed')} text={t('failedText')} />
  if (!data) return null
  const shownSpan = { since: Date.parse(data.since), until: Date.parse(data.until) }
  const zoom = ({ since, until }: Span) =>
    onFilter({ ...filters, since: toIso(Math.floor(since)), until: toIso(Math.ceil(until)) })
  return (
    <section aria-label={t('title')} className="space-y-1.5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 basis-72">
          <TimelineSummary data={data} />
        </div>
        {filters.since ? null : (
          <InlineSelect
            label={t('range')}
            value={range}
            options={rangeNames}
            nameOf={(name) => t(`ranges.${name}`)}
            onChange={setRange}
          />
        )}
      </div>
      <Card className="relative">
        {data.seen ? <ObservationStrip seen={data.seen} span={shownSpan} /> : null}
        <Marks marks={data.marks} span={shownSpan} onPick={onPick} onZoom={zoom} />
      </Card>
      <TimeAxis span={shownSpan} />
      <Legend />
      <MarkTable marks={data.marks} />
    </section>
  )
}

const toIso = (ms: number) => new Date(ms).toISOString()
