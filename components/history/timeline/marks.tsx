'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'
import { type Column, columnsOf } from '@/components/history/timeline/timeline-layout'
import type { Mark } from '@/lib/shared/api/history-endpoints'
import type { Span } from '@/lib/shared/changes/timeline-span'
import { MarkShape } from './mark-shape'
import { useMarkName } from './use-mark-name'
import { useWidth } from './use-width'

/** Of a mark, in pixels: what a finger finds. */
const TARGET = 24
/** Marks on top of each other; what is more is told as a number. */
const HIGHEST = 4
const LOWEST = 2
const PHONE = 330

type Props = {
  marks: readonly Mark[]
  span: Span
  /** True when the entry is on the page and was opened; otherwise the mark leads to the change's own page. */
  onPick: (id: string) => boolean
  onZoom: (span: Span) => void
}

/** One mark a change, in the place of its time. One stop for Tab, with arrows inside. */
export function Marks({ marks, span, onPick, onZoom }: Props) {
  const t = useTranslations('history.timeline')
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, PHONE)
  const [at, setAt] = useState(0)
  const columns = columnsOf(marks, span, Math.max(8, Math.floor(width / TARGET)))
  const counts = columns.map((column) => Math.min(column.marks.length, HIGHEST))
  const before = counts.map((_, index) => counts.slice(0, index).reduce((a, b) => a + b, 0))
  const total = counts.reduce((a, b) => a + b, 0)
  const stops = () => [...(box.current?.querySelectorAll<HTMLElement>('[data-mark]') ?? [])]

  function move(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = stops()[at + step]
    if (step === 0 || !next) return
    event.preventDefault()
    next.focus()
  }

  return (
    <div
      ref={box}
      role="toolbar"
      aria-label={t('marks')}
      onKeyDown={move}
      onFocus={({ target }) => setAt(stops().indexOf(target))}
      className="relative grid items-end py-1"
      style={{
        gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))`,
        minHeight: TARGET * Math.max(LOWEST, ...counts),
      }}
    >
      {columns.map((column, index) => (
        <Stack
          key={column.since}
          column={column}
          tabStop={Math.min(at, total - 1) - (before[index] ?? 0)}
          onPick={onPick}
          onZoom={onZoom}
        />
      ))}
    </div>
  )
}

function Stack({
  column: { marks, since, until },
  tabStop,
  onPick,
  onZoom,
}: Pick<Props, 'onPick' | 'onZoom'> & { column: Column; tabStop: number }) {
  const t = useTranslations('history.timeline')
  const shown = marks.length > HIGHEST ? marks.slice(0, HIGHEST - 1) : marks
  const more = marks.length - shown.length
  return (
    <div className="flex flex-col-reverse items-center">
      {shown.map((mark, index) => (
        <MarkLink key={mark.id} mark={mark} focusable={index === tabStop} onPick={onPick} />
      ))}
      {more > 0 ? (
        <button
          type="button"
          data-mark
          tabIndex={shown.length === tabStop ? 0 : -1}
          aria-label={t('zoom', { count: more })}
          title={t('zoom', { count: more })}
          onClick={() => onZoom({ since, until })}
          className="h-6 min-w-6 rounded-sm text-xs hover:bg-hover"
        >
          +{more}
        </button>
      ) : null}
    </div>
  )
}

function MarkLink({
  mark,
  focusable,
  onPick,
}: {
  mark: Mark
  focusable: boolean
  onPick: Props['onPick']
}) {
  const name = useMarkName(mark)
  function pick(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    if (onPick(mark.id)) event.preventDefault()
  }
  return (
    <a
      href={`/changes/${mark.id}`}
      data-mark
      tabIndex={focusable ? 0 : -1}
      aria-label={name}
      title={name}
      onClick={pick}
      className="grid h-6 w-6 place-items-center rounded-sm hover:bg-hover"
    >
      <MarkShape source={mark.source} outcome={mark.outcome} />
    </a>
  )
}
