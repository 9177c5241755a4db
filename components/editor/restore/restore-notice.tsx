'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import type { Change } from '@/lib/shared/changes/change'
import type { RestoreAim } from '@/lib/shared/changes/restore'
import { useEditor } from '../editor-context'
import { useDraftCounts } from '../form/draft-counts'
import { ChangeLink } from './change-link'

/** What the draft was made from, and which of its keys somebody has to decide first. */
export function RestoreNotice({ change, aim }: { change: Change; aim: RestoreAim }) {
  const t = useTranslations('history.restoring')
  const { compare } = useEditor()
  const { conflicts } = useDraftCounts()
  return (
    <Notice tone={conflicts > 0 ? 'warn' : 'info'} title={t(`title.${aim}`)}>
      <p className="text-sm">
        <ChangeLink change={change} /> {t('nothingSaved')}
      </p>
      {conflicts > 0 ? (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <span>{t('conflicts', { count: conflicts })}</span>
          <Button size="small" onClick={compare}>
            {t('compare')}
          </Button>
        </div>
      ) : null}
    </Notice>
  )
}
