'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { metadataKey } from '@/lib/client/api/metadata-queries'
import { announce } from '@/lib/client/browser/announce'
import type { Metadata } from '@/lib/shared/api/contract'
import type { RoomAsOf } from '@/lib/shared/api/history-endpoints'
import type { Problem } from '@/lib/shared/api/problem'
import { rebaseChanges } from '@/lib/shared/changes/partial-change'
import { planRestore, type RestoreAim, type RestoreRefusal } from '@/lib/shared/changes/restore'
import type { Entry } from '@/lib/shared/metadata/entry'
import { useEditor } from '../editor-context'
import type { EditorFlow } from '../use-editor-flow'
import { RestoreNotice, RestoreRefusedNotice } from './restore-notices'

/** The restore that the page's address requests, with the change as the server found it. */
export type RequestedRestore = { aim: RestoreAim; id: string } & (
  | { reply: RoomAsOf; problem: null }
  | { reply: null; problem: Pick<Problem, 'code' | 'details'> }
)

type Props = {
  request: RequestedRestore
  slug: string
  flow: Pick<EditorFlow, 'startRestore' | 'restoreSource'>
  onRead: () => Promise<unknown>
}

/**
 * Makes the draft of a restore once, from a fresh read, because the page may show older data. The
 * result is an ordinary draft, so the request is removed from the address.
 */
export function RestoreDraft({ request, slug, flow, onRead }: Props) {
  const t = useTranslations('history.restoring')
  const client = useQueryClient()
  const { entries: shownEntries, readOnly } = useEditor()
  const [refusal, setRefusal] = useState<RestoreRefusal | null>(null)
  const { reply, aim } = request

  function makeDraft(entries: readonly Entry[]) {
    if (!reply || readOnly) return
    const restore = planRestore(reply.change, reply.entries, aim, entries)
    if ('refusal' in restore) {
      setRefusal(restore.refusal)
      announce(t(`refused.${restore.refusal}`))
      return
    }
    const keys = restore.steps.map(({ key }) => key)
    flow.startRestore(rebaseChanges(entries, restore.steps), { id: request.id, aim, keys })
    announce(t('ready'))
  }

  const start = useEffectEvent(async () => {
    history.replaceState(null, '', location.pathname)
    await onRead()
    makeDraft(client.getQueryData<Metadata>(metadataKey(slug))?.entries ?? shownEntries)
  })
  useEffect(() => void start(), [])

  if (request.problem) return <ProblemAlert problem={request.problem} title={t('notFound')} />
  if (!reply || readOnly) return null
  if (refusal) return <RestoreRefusedNotice refusal={refusal} change={reply.change} />
  return flow.restoreSource?.id === request.id ? (
    <RestoreNotice change={reply.change} aim={aim} />
  ) : null
}
