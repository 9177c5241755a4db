'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { metadataQuery } from '@/lib/client/api/metadata-queries'
import { announce } from '@/lib/client/browser/announce'
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
  | { data: RoomAsOf; problem: null }
  | { data: null; problem: Pick<Problem, 'code' | 'details'> }
)

type Props = {
  request: RequestedRestore
  slug: string
  flow: Pick<EditorFlow, 'startRestore' | 'restoreSource'>
  onRefresh: () => Promise<unknown>
}

/**
 * Makes the draft of a restore once, from a fresh read, because the page may show older data. The
 * result is an ordinary draft, so the request is removed from the address.
 */
export function RestoreDraft({ request, slug, flow, onRefresh }: Props) {
  const t = useTranslations('history.restoring')
  const client = useQueryClient()
  const { entries: shownEntries, isReadOnly } = useEditor()
  const [refusal, setRefusal] = useState<RestoreRefusal | null>(null)
  const { data, aim } = request

  function makeDraft(entries: readonly Entry[]) {
    if (!data || isReadOnly) return
    const restore = planRestore(data.change, data.entries, aim, entries)
    if ('refusal' in restore) {
      setRefusal(restore.refusal)
      announce(t(`refused.${restore.refusal}`))
      return
    }
    const keys = restore.changes.map(({ key }) => key)
    flow.startRestore(rebaseChanges(entries, restore.changes), { id: request.id, aim, keys })
    announce(t('ready'))
  }

  const start = useEffectEvent(async () => {
    history.replaceState(null, '', location.pathname)
    await onRefresh()
    makeDraft(client.getQueryData(metadataQuery(slug).queryKey)?.entries ?? shownEntries)
  })
  useEffect(() => void start(), [])

  if (request.problem) return <ProblemAlert problem={request.problem} title={t('notFound')} />
  if (!data || isReadOnly) return null
  if (refusal) return <RestoreRefusedNotice refusal={refusal} change={data.change} />
  return flow.restoreSource?.id === request.id ? (
    <RestoreNotice change={data.change} aim={aim} />
  ) : null
}
