'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import type { Change } from '@/lib/shared/changes/change'
import type { SaveState } from '../use-save-flow'
import { SavedLine } from './saved-line'

const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>
const SLOW_MS = 2_000

type Props = {
  state: SaveState
  deleted: readonly string[]
  onCompare: (change: Change) => void
}

/** What the bar says of a save that goes or went well, and of rows that others took away. */
export function SaveWords({ state, deleted, onCompare }: Props) {
  const t = useTranslations('editor.bar')
  return (
    <>
      {state.at === 'sending' ? <Sending /> : null}
      {state.at === 'settled' && state.change.outcome === 'applied' ? (
        <SavedLine change={state.change} onCompare={() => onCompare(state.change)} />
      ) : null}
      {deleted.length > 0 ? (
        <p className="text-muted">
          {t.rich('deletedByOthers', { keys: deleted.join(', '), mono })}
        </p>
      ) : null}
    </>
  )
}

function Sending() {
  const t = useTranslations('outcome')
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="flex items-center gap-1.5 font-medium">
      <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-accent" />
      {slow ? t('stillWaiting') : t('saving')}
    </p>
  )
}
