'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { DiffLine } from '@/components/ui/diff/diff-line'
import type { PreviewLine } from '@/lib/shared/batches/room-preview'
import { toChangeLines } from '@/lib/shared/changes/change-lines'
import { useReason } from '../use-reason'
import type { PreviewedRoom } from './use-room-previews'

const TONES = {
  ready: 'text-good',
  same: 'text-muted',
  conflict: 'text-warn',
  'over-limit': 'text-bad',
  unreadable: 'text-bad',
} as const
type Status = keyof typeof TONES

const statusOf = ({ preview }: PreviewedRoom): Status => preview?.status ?? 'unreadable'

type Props = { rooms: readonly PreviewedRoom[]; isComplete: boolean; total: number }

/** What would happen to each room: those that change first as their numbers, then room by room. */
export function PreviewList({ rooms, isComplete, total }: Props) {
  const t = useTranslations('batches.new')
  const count = (status: Status) => rooms.filter((room) => statusOf(room) === status).length
  const summary = (Object.keys(TONES) as Status[])
    .filter((status) => count(status) > 0)
    .map((status) => t(`summary.${status}`, { count: count(status) }))
  return (
    <div className="space-y-2">
      {isComplete ? (
        <p>{summary.join(' · ')}</p>
      ) : (
        <>
          <p>{t('reading', { done: rooms.length, total })}</p>
          <progress
            aria-label={t('reading', { done: rooms.length, total })}
            max={total}
            value={rooms.length}
            className="block h-2 w-full accent-(--color-accent)"
          />
        </>
      )}
      <Card as="ul" aria-label={t('previewTitle')} className="divide-y divide-line">
        {rooms.map((room) => (
          <PreviewItem key={room.room.id} previewed={room} />
        ))}
      </Card>
    </div>
  )
}

function PreviewItem({ previewed }: { previewed: PreviewedRoom }) {
  const t = useTranslations()
  const reason = useReason()
  const { room, preview } = previewed
  const problem = previewed.problem
    ? { code: previewed.problem.code, params: previewed.problem.details.params }
    : previewed.preview.problem
  const status = statusOf(previewed)
  const { name, id } = room
  return (
    <li className="px-3 py-(--row)">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-2">
          <span className="min-w-0">
            <bdi className="break-words font-medium">{name || id}</bdi>{' '}
            {name ? <bdi className="break-all font-mono text-muted text-sm">{id}</bdi> : null}
          </span>
          <span className={`ms-auto text-sm ${TONES[status]}`}>
            {t(`batches.new.status.${status}`)}
            {preview ? <> · {describeLines(preview.lines, t)}</> : null}
          </span>
        </summary>
        {problem ? <p className="py-1 text-sm">{reason(problem.code, problem.params)}</p> : null}
        {preview ? (
          <>
            <ul className="divide-y divide-line text-sm">
              {toChangeLines(preview.lines.filter(isDifferent)).map((line) => (
                <DiffLine key={line.key} line={line} />
              ))}
            </ul>
            <p className="text-muted text-sm">{t('batches.new.wholeRoom')}</p>
          </>
        ) : null}
      </details>
    </li>
  )
}

const isDifferent = ({ kind }: PreviewLine) => kind !== 'same'

const LINE_KINDS = ['new', 'change', 'delete', 'same', 'conflict'] as const

/** How many keys of the room are new, changed and so on. */
function describeLines(
  lines: readonly PreviewLine[],
  t: ReturnType<typeof useTranslations>,
): string {
  return LINE_KINDS.flatMap((kind) => {
    const count = lines.filter((line) => line.kind === kind).length
    return count > 0 ? [t(`batches.new.lines.${kind}`, { count })] : []
  }).join(', ')
}
