'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { TextButton } from '@/components/ui/buttons/text-button'
import { iso, mono } from '@/components/ui/rich-text-tags'
import { changeQueries } from '@/lib/client/api/save-queries'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { findLastWriter } from '@/lib/shared/changes/last-writer'
import { type Conflict, resolveConflict } from '@/lib/shared/changes/rebase'
import { useEditor } from '../../editor-context'
import { toWriter } from '../../live/remote-writers'
import { truncate } from './truncate'

export type RemoteValueProps = { index: number; conflict: Conflict }

/** The value that others gave a key, by whom if that is known, with a button to take it. */
export function RemoteValue({ index, conflict }: RemoteValueProps) {
  const t = useTranslations('live.remote')
  const { slug, entries, getValues, rowActions } = useEditor()
  const user = useCurrentUser()
  const { data } = useQuery(changeQueries.newest(slug, entries))
  const { key, theirs } = conflict
  const writer = toWriter(findLastWriter(data?.changes ?? [], key, theirs), user?.id)
  const author = { ...writer, iso }
  return (
    <span data-message className="min-w-0 font-medium text-warn">
      {theirs === null
        ? t.rich('deleted', author)
        : theirs === ''
          ? t.rich('cleared', author)
          : t.rich('changed', { ...author, value: truncate(theirs), mono })}
      <TextButton
        // The id of a field of this row, so that the row does not follow the room before the click.
        id={`rows.${index}.take`}
        onClick={() =>
          rowActions.take(index, resolveConflict(getValues(`rows.${index}`), conflict, 'theirs'))
        }
      >
        {t('take')}
      </TextButton>
    </span>
  )
}
