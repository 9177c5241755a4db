'use client'

import { ChevronRight } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { loadPart, PartLoading } from '@/components/ui/part-loading'
import { useTimeFormatter } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { ChangeActions } from './change-actions'
import { ChangeHeader } from './change-header'
import { ChangedKeys } from './changed-keys'
import type { PanelActions } from './entry-list'

// Loads the diff code with the first expanded entry, because most visits expand none.
const ChangeBody = dynamic(
  loadPart(() => import('./change-body').then((module) => module.ChangeBody)),
  { loading: PartLoading },
)

type Props = {
  change: Change
  isOpen: boolean
  onToggle: () => void
  canRestore: boolean
  /** Shows the room. Not needed in the history of one room. */
  showsRoom: boolean
  roomName?: string
  /** Listed under "Needs attention": shows the day, and the actions without expanding. */
  needsAttention?: boolean
  /** Id that marks of the timeline link to. */
  anchor?: string
  panel?: PanelActions
}

/** A change in a list, which expands to its details. */
export function ChangeEntry(props: Props) {
  const { change, isOpen, onToggle, canRestore, showsRoom, roomName, anchor, panel } = props
  const { needsAttention = false } = props
  const t = useTranslations('history')
  const bodyId = useId()
  const actions = (
    <ChangeActions change={change} canRestore={canRestore} onRestore={panel?.onRestore} />
  )
  const formatTime = useTimeFormatter(change.at)
  const name = t('entry', {
    name: change.by?.name ?? t('unknownAuthor'),
    time: formatTime('clock'),
  })
  return (
    <li>
      <article
        id={anchor}
        aria-label={name}
        tabIndex={-1}
        className="space-y-1 px-3 py-(--row) -outline-offset-2"
      >
        <ChangeHeader
          change={change}
          showsRoom={showsRoom}
          roomName={roomName}
          showsDay={needsAttention}
        />
        <div className="flex flex-wrap items-start gap-x-3">
          <Button
            variant="quiet"
            size="small"
            aria-expanded={isOpen}
            aria-controls={bodyId}
            className="-ms-2"
            onClick={onToggle}
          >
            <ChevronRight aria-hidden className={`size-4 ${isOpen ? 'rotate-90' : ''}`} />
            {isOpen ? t('hide') : t('show')}
          </Button>
          <div className="min-w-0 flex-1 basis-52 py-1">
            <ChangedKeys room={change.room} changes={change.changes} showKey={panel?.showKey} />
            {change.note ? (
              <p dir="auto" className="whitespace-pre-wrap break-words text-sm">
                “{change.note}”
              </p>
            ) : null}
          </div>
        </div>
        {needsAttention && !isOpen ? actions : null}
        <div id={bodyId}>{isOpen ? <ChangeBody change={change} actions={actions} /> : null}</div>
      </article>
    </li>
  )
}
