'use client'

import { Check, CircleHelp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Details } from '@/components/ui/details'
import { Notice } from '@/components/ui/notice'
import { When } from '@/components/ui/when'
import type { Change, KeyResult } from '@/lib/shared/change'
import { isPartly, restOf } from '@/lib/shared/unfinished'
import { useEditor } from '../editor-context'
import type { EditorFlow } from '../use-editor-flow'
import { useWho } from './use-who'

const ICONS = { applied: Check, 'not-applied': X, unclear: CircleHelp } as const
const INKS = { applied: 'text-good', 'not-applied': 'text-bad', unclear: 'text-warn' } as const
const mono = (chunk: ReactNode) => <bdi className="font-mono font-semibold">{chunk}</bdi>

const iso = (chunk: ReactNode) => <bdi>{chunk}</bdi>

/**
 * Some of a save is in the room and some is not: key by key, with the way on and the way back. For everybody who opens
 * the room, until somebody has dealt with it.
 */
export function PartlySaved({
  change,
  flow,
}: {
  change: Change
  flow: Pick<EditorFlow, 'recorded' | 'finish' | 'putBack' | 'leavePartly'>
}) {
  const t = useTranslations('outcome')
  const words = useTranslations('live')
  const { entries, readOnly } = useEditor()
  const who = useWho(change)
  const rest = restOf(change, entries)
  if (!flow.recorded && !isPartly(change, entries)) return null
  const deleted = new Set(change.changes.filter(({ to }) => to === null).map(({ key }) => key))
  return (
    <Notice tone="warn" title={t('partly')}>
      <ul className="space-y-0.5">
        {change.results.map(({ key, result }) => (
          <ResultLine key={key} result={result}>
            {t.rich(`results.${wordOf(result, deleted.has(key))}`, { key, mono })}
          </ResultLine>
        ))}
      </ul>
      <p className="text-sm">
        {words.rich('sentBy', {
          ...who,
          when: () => <When at={change.at} style="clock" />,
          iso,
        })}
      </p>
      <div className="flex flex-wrap gap-2 py-0.5">
        {readOnly || rest.length === 0 ? null : (
          <Button size="small" look="primary" onClick={() => flow.finish(change)}>
            {t('finish')}
          </Button>
        )}
        {readOnly ? null : (
          <Button size="small" onClick={() => flow.putBack(change)}>
            {t('putBack')}
          </Button>
        )}
        <Button size="small" look="quiet" onClick={flow.leavePartly}>
          {t('dismiss')}
        </Button>
      </div>
      <Details problem={{ code: 'engine.failed', details: { engine: change.engine } }} />
    </Notice>
  )
}

function ResultLine({ result, children }: { result: KeyResult['result']; children: ReactNode }) {
  const Icon = ICONS[result]
  return (
    <li className="flex items-start gap-1.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${INKS[result]}`} />
      <span className="min-w-0">{children}</span>
    </li>
  )
}

function wordOf(result: KeyResult['result'], deletes: boolean) {
  if (result === 'unclear') return 'unclear'
  if (result === 'applied') return deletes ? 'deleted' : 'in'
  return deletes ? 'notDeleted' : 'notIn'
}
