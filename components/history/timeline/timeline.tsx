'use client'

import { useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTimeline } from '@/components/history/history-queries'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import type { TimelineData } from '@/lib/shared/api/history-endpoints'
import type { HistoryQuery } from '@/lib/shared/changes/history-filters'
import { type Range, rangeNames, type Span, spanOf } from '@/lib/shared/changes/timeline-span'
import { Axis } from '../../ui/charts/axis'
import { Legend } from './legend'
import { MarkTable } from './mark-table'
import { Marks } from './marks'
import { SeenStrip } from './seen-strip'
import { TimelineWords } from './timeline-words'

const MINUTE = 60_000

type Props = {
  filters: HistoryQuery
  /** The picture as the server read it; null where it was about something else. */
  initial: TimelineData | null
  renderedAt: number
  /** Its length while no filter says otherwise. */
  range: Range
  onPick: (id: string) => boolean
  onFilter: (filters: HistoryQuery) => void
}

/** When changes were made: a mark each over time, where nobody looked as a gap, and the same in words and as a table. */
export function Timeline({ filters, initial, renderedAt, range: given, onPick, onFilter }: Props) {
  const t = useTranslations('history.timeline')
  const [range, setRange] = useState(given)
  const now = useNow({ updateInterval: MINUTE }).getTime()
  const span = spanOf(filters, range, Math.max(now, renderedAt))
  const times = { since: isoOf(span.since), until: isoOf(span.until) }
  const { data, error } = useTimeline({ ...filters, ...times }, { initial, renderedAt })
  if (error) return <ProblemNotice problem={error} title={t('failed')} text={t('failedText')} />
  if (!data) return null
  const drawn = { since: Date.parse(data.since), until: Date.parse(data.until) }
  const zoom = ({ since, until }: Span) =>
    onFilter({ ...filters, since: isoOf(Math.floor(since)), until: isoOf(Math.ceil(until)) })
  return (
    <section aria-label={t('title')} className="space-y-1.5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 basis-72">
          <TimelineWords data={data} />
        </div>
        {filters.since ? null : <RangeChoice range={range} onRange={setRange} />}
      </div>
      <div className="relative rounded-md border border-line bg-surface">
        {data.seen ? <SeenStrip seen={data.seen} span={drawn} /> : null}
        <Marks marks={data.marks} span={drawn} onPick={onPick} onZoom={zoom} />
      </div>
      <Axis span={drawn} />
      <Legend />
      <MarkTable marks={data.marks} />
    </section>
  )
}

function RangeChoice({ range, onRange }: { range: Range; onRange: (range: Range) => void }) {
  const t = useTranslations('history.timeline')
  return (
    <label className="flex items-center gap-1.5 text-muted text-sm">
      {t('range')}
      <select
        value={range}
        onChange={(event) =>
          onRange(rangeNames.find((name) => name === event.target.value) ?? range)
        }
        className="min-h-8 rounded-md border border-control bg-surface px-1.5 text-ink"
      >
        {rangeNames.map((name) => (
          <option key={name} value={name}>
            {t(`ranges.${name}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

const isoOf = (ms: number) => new Date(ms).toISOString()
