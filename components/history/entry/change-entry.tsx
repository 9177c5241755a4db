'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { lazily } from '@/components/ui/lazily'
import { useMoment } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { ChangeActions } from './change-actions'
import { ChangeHead } from './change-head'
import { KeyWords } from './key-words'

// A list is read far more often than its texts: the diff comes with the first entry that is opened.
const ChangeBody = lazily(() => import('./change-body').then((module) => module.ChangeBody))

type Props = {
  change: Change
  open: boolean
  onToggle: () => void
  mayRestore: boolean
  /** Says which room it was in: not needed where all are of one. */
  withRoom: boolean
  /** It stands apart from its day and waits for somebody: what can be done is offered at once. */
  waiting?: boolean
  /** Where a link or a mark of the picture leads to. */
  anchor?: string
}

/** One change in a list: its facts, and on demand the whole of it with what can be done. */
export function ChangeEntry(props: Props) {
  const { change, open, onToggle, mayRestore, withRoom, waiting = false, anchor } = props
  const t = useTranslations('history')
  const body = useId()
  const say = useMoment(change.at)
  const name = t('entry', { name: change.by?.name ?? t('unknownAuthor'), time: say('clock') })
  return (
    <li>
      <article
        id={anchor}
        aria-label={name}
        tabIndex={-1}
        className="space-y-1 px-3 py-(--row) -outline-offset-2"
      >
        <ChangeHead change={change} withRoom={withRoom} withDay={waiting} />
        <div className="flex flex-wrap items-start gap-x-3">
          <Button
            look="quiet"
            size="small"
            aria-expanded={open}
            aria-controls={body}
            className="-ms-2"
            onClick={onToggle}
          >
            <ChevronRight aria-hidden className={`size-4 ${open ? 'rotate-90' : ''}`} />
            {open ? t('hide') : t('show')}
          </Button>
          <div className="min-w-0 flex-1 basis-52 py-1">
            <KeyWords changes={change.changes} />
            {change.note ? (
              <p dir="auto" className="whitespace-pre-wrap break-words text-sm">
                “{change.note}”
              </p>
            ) : null}
          </div>
        </div>
        {waiting && !open ? <ChangeActions change={change} mayRestore={mayRestore} /> : null}
        <div id={body}>{open ? <ChangeBody change={change} mayRestore={mayRestore} /> : null}</div>
      </article>
    </li>
  )
}
