'use client'

import { CircleCheck, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { mono } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { listOverwritten } from '@/lib/shared/changes/partial-change'
import type { SaveState } from '../use-save'

const SLOW_MS = 2_000

type Props = {
  state: SaveState
  /** Keys that other people deleted since the last save. */
  deletedKeys: readonly string[]
  onCompare: (change: Change) => void
}

/** The save bar's text for a save in progress or done, and for rows that others deleted. */
export function SaveStatus({ state, deletedKeys, onCompare }: Props) {
  const t = useTranslations('editor.bar')
  return (
    <>
      {state.status === 'sending' ? <SendingMessage /> : null}
      {state.status === 'settled' && state.change.outcome === 'applied' ? (
        <SavedMessage change={state.change} onCompare={() => onCompare(state.change)} />
      ) : null}
      {deletedKeys.length > 0 ? (
        <p className="text-muted">
          {t.rich('deletedByOthers', { keys: deletedKeys.join(', '), mono })}
        </p>
      ) : null}
    </>
  )
}

function SendingMessage() {
  const t = useTranslations('outcome')
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="flex items-center gap-1.5 font-medium">
      <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-accent" />
      {isSlow ? t('stillWaiting') : t('saving')}
    </p>
  )
}

/** Success is shown only here, where it may go unread. Every other outcome gets a banner. */
function SavedMessage({ change, onCompare }: { change: Change; onCompare: () => void }) {
  const t = useTranslations('outcome')
  const wasReplyLost = change.engine !== undefined && change.engine.code !== 0
  const overwritten = listOverwritten(change)
  return (
    <p className="flex items-start gap-1.5 font-medium text-good">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {overwritten.length > 0
          ? t.rich('changedSince', { keys: overwritten.map(({ key }) => key).join(', '), mono })
          : wasReplyLost
            ? t('savedLost', { count: change.changes.length })
            : t.rich('saved', {
                when: () => <Timestamp at={change.readAt ?? change.at} format="clock" />,
              })}
        {overwritten.length > 0 ? (
          <TextButton onClick={onCompare}>{t('compare')}</TextButton>
        ) : null}
      </span>
    </p>
  )
}
