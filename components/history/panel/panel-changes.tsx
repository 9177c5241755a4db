'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadMore } from '@/components/ui/buttons/load-more'
import { usePermission } from '@/lib/client/hooks/current-user'
import { ChangeDays } from '../change-days'
import type { PanelActions } from '../entry/entry-list'
import { HistoryProblem } from '../history-problem'
import { useChanges } from '../history-queries'

/** The changes of a room, or of one of its keys, newest first. */
export function PanelChanges({
  room,
  entryKey,
  actions,
}: {
  room: string
  entryKey: string | null
  actions: PanelActions
}) {
  const t = useTranslations('history')
  const canRestore = usePermission('metadata.save')
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set())
  const list = useChanges({ room, ...(entryKey !== null && { key: entryKey }) })
  const { error, last, changes } = list

  function toggle(id: string) {
    setOpenIds((shown) => {
      const next = new Set(shown)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }

  if (error && !last) return <HistoryProblem problem={error} list={list} />
  if (!last) return <p className="text-muted text-sm">{t('loading')}</p>
  if (changes.length === 0)
    return (
      <div className="text-muted text-sm">
        <p className="font-medium text-ink">{t('empty.room')}</p>
        <p>{t('empty.text')}</p>
      </div>
    )
  return (
    <section aria-label={t('list')} aria-busy={list.isFetching} className="space-y-3">
      {list.newCount > 0 ? (
        <Button size="small" onClick={() => void list.showNew()}>
          {t('newChanges', { count: list.newCount })}
        </Button>
      ) : null}
      <ChangeDays
        changes={changes}
        entries={{
          openIds,
          onToggle: toggle,
          canRestore,
          showsRoom: false,
          // The history of one key shows every change of it.
          groupsKeys: entryKey === null,
          panel: actions,
        }}
      />
      <LoadMore list={list} messages="history" countItems={(page) => page.changes.length}>
        {t('end', { count: changes.length })}
      </LoadMore>
    </section>
  )
}
