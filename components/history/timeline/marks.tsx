'use client'

import { useFormatter, useTranslations } from 'next-intl'
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import { changePath } from '@/lib/client/paths'
import type { Mark } from '@/lib/shared/api/history-endpoints'
import type { Span } from '@/lib/shared/changes/timeline-span'
import { MarkShape } from './mark-shape'
import { type Column, marksByColumn } from './timeline-layout'

/** Large enough for touch. */
const MARK_SIZE_PX = 24
/** The most marks in a stack. A number replaces the rest. */
const MAX_STACK = 4
const MIN_STACK = 2
const INITIAL_WIDTH_PX = 330

type Props = {
  marks: readonly Mark[]
  span: Span
  /**
   * Returns true if it expanded the change on this page. Otherwise the link opens the change on
   * its own page.
   */
  onPick: (id: string) => boolean
  onZoom: (span: Span) => void
}

/** One mark per change. Tab enters the toolbar once; the arrow keys move between its marks. */
export function Marks({ marks, span, onPick, onZoom }: Props) {
  'use memo'
  const t = useTranslations('history.timeline')
  const toolbar = useRef<HTMLDivElement>(null)
  const width = useWidth(toolbar, INITIAL_WIDTH_PX)
  const [focusedIndex, setFocusedIndex] = useState(0)
  const columns = marksByColumn(marks, span, Math.max(8, Math.floor(width / MARK_SIZE_PX)))
  const counts = columns.map((column) => Math.min(column.marks.length, MAX_STACK))
  const indexOffsets = counts.map((_, index) => counts.slice(0, index).reduce((a, b) => a + b, 0))
  const total = counts.reduce((a, b) => a + b, 0)
  const focusableMarks = () => [
    ...(toolbar.current?.querySelectorAll<HTMLElement>('[data-mark]') ?? []),
  ]

  function moveFocus(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = focusableMarks()[focusedIndex + step]
    if (step === 0 || !next) return
    event.preventDefault()
    next.focus()
  }

  return (
    <div
      ref={toolbar}
      role="toolbar"
      aria-label={t('marks')}
      onKeyDown={moveFocus}
      onFocus={({ target }) => setFocusedIndex(focusableMarks().indexOf(target))}
      className="relative grid items-end py-1"
      style={{
        gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))`,
        minHeight: MARK_SIZE_PX * Math.max(MIN_STACK, ...counts),
      }}
    >
      {columns.map((column, index) => (
        <MarkStack
          key={column.since}
          column={column}
          tabStop={Math.min(focusedIndex, total - 1) - (indexOffsets[index] ?? 0)}
          onPick={onPick}
          onZoom={onZoom}
        />
      ))}
    </div>
  )
}

function MarkStack({
  column: { marks, since, until },
  tabStop,
  onPick,
  onZoom,
}: Pick<Props, 'onPick' | 'onZoom'> & { column: Column; tabStop: number }) {
  const t = useTranslations('history.timeline')
  const shown = marks.length > MAX_STACK ? marks.slice(0, MAX_STACK - 1) : marks
  const hiddenCount = marks.length - shown.length
  return (
    <div className="flex flex-col-reverse items-center">
      {shown.map((mark, index) => (
        <MarkLink key={mark.id} mark={mark} focusable={index === tabStop} onPick={onPick} />
      ))}
      {hiddenCount > 0 ? (
        <button
          type="button"
          data-mark
          tabIndex={shown.length === tabStop ? 0 : -1}
          aria-label={t('zoom', { count: hiddenCount })}
          title={t('zoom', { count: hiddenCount })}
          onClick={() => onZoom({ since, until })}
          className="h-6 min-w-6 rounded-sm text-xs hover:bg-hover"
        >
          +{hiddenCount}
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
      href={changePath(mark.id)}
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

function useMarkName({ at, source, outcome }: Mark): string {
  const t = useTranslations('history')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const time = format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'medium', timeZone })
  return [time, t(`sources.${source}`), t(`outcomes.${outcome}`)].join(', ')
}

/** The current width of an element in CSS pixels; `initial` until it is measured. */
function useWidth(element: RefObject<HTMLElement | null>, initial: number): number {
  const [width, setWidth] = useState(initial)
  useEffect(() => {
    const { current } = element
    if (!current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width)
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return width
}
