'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import { metadataKey } from '@/lib/client/api/metadata-queries'
import { announce } from '@/lib/client/browser/announce'
import type { Metadata } from '@/lib/shared/api/contract'
import type { RoomAsOf } from '@/lib/shared/api/history-endpoints'
import type { Problem } from '@/lib/shared/api/problem'
import { resumed } from '@/lib/shared/changes/partial-change'
import { type RestoreAim, type RestoreRefusal, restoreOf } from '@/lib/shared/changes/restore'
import type { Entry } from '@/lib/shared/metadata/entry'
import { useEditor } from '../editor-context'
import type { EditorFlow } from '../use-editor-flow'
import { RestoreNotice } from './restore-notice'
import { RestoreRefused } from './restore-refused'

/** What the address asks to restore, with the change as the server found it. */
export type AskedRestore = { aim: RestoreAim; id: string } & (
  | { reply: RoomAsOf; problem: null }
  | { reply: null; problem: Pick<Problem, 'code' | 'details'> }
)

type Props = {
  asked: AskedRestore
  slug: string
  flow: Pick<EditorFlow, 'restore' | 'restoring'>
  onRead: () => Promise<unknown>
}

/**
 * Makes the draft of a restore, once, over the room as it is now: the page may have been drawn from what was known
 * earlier. From then on it is a draft like any other, and the address says nothing of it any more.
 */
export function Restoring({ asked, slug, flow, onRead }: Props) {
  const t = useTranslations('history.restoring')
  const client = useQueryClient()
  const { entries: shown, readOnly } = useEditor()
  const [refusal, setRefusal] = useState<RestoreRefusal | null>(null)
  const { reply, aim } = asked

  function begin(room: readonly Entry[]) {
    if (!reply || readOnly) return
    const restore = restoreOf(reply.change, reply.entries, aim, room)
    if ('refusal' in restore) {
      setRefusal(restore.refusal)
      announce(t(`refused.${restore.refusal}`))
      return
    }
    const keys = restore.steps.map(({ key }) => key)
    flow.restore(resumed(room, restore.steps), { id: asked.id, aim, keys })
    announce(t('ready'))
  }

  const onOpened = useEffectEvent(async () => {
    history.replaceState(null, '', location.pathname)
    await onRead()
    begin(client.getQueryData<Metadata>(metadataKey(slug))?.entries ?? shown)
  })
  useEffect(() => void onOpened(), [])

  if (asked.problem) return <ProblemNotice problem={asked.problem} title={t('notFound')} />
  if (!reply || readOnly) return null
  if (refusal) return <RestoreRefused refusal={refusal} change={reply.change} />
  return flow.restoring?.id === asked.id ? <RestoreNotice change={reply.change} aim={aim} /> : null
}
