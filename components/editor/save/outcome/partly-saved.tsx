'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { KeyResults } from '@/components/ui/diff/key-results'
import { Details } from '@/components/ui/problems/problem-details'
import { When } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { isPartly, restOf } from '@/lib/shared/changes/partial-change'
import { useEditor } from '../../editor-context'
import type { EditorFlow } from '../../use-editor-flow'
import { useWho } from './use-who'

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
  return (
    <Notice tone="warn" title={t('partly')}>
      <KeyResults change={change} />
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
