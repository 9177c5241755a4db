'use client'

import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { useEditor } from '../../editor-context'
import { HistoryLink } from '../../history-link'
import { toWriter } from '../../live/remote-writers'
import { lineCellClass } from './line-layout'

/** `baseKey`: the key in the room, undefined for a new row. */
type Props = { index: number; baseKey: string | undefined }

/** Who changed the key last and when, with a link to the history of the key; "new" for a new row. */
export function LastChange({ index, baseKey: key }: Props) {
  const { t, lastChanges, remoteUpdates } = useEditor()
  const user = useCurrentUser()
  const update = key === undefined ? undefined : remoteUpdates.get(key)
  const change = lastChanges.find((item) => item.key === key)
  const writer = change && toWriter(change, user?.id)
  const label = key === undefined ? undefined : t('historyOf', { key })
  return (
    <div className={`${lineCellClass} max-md:justify-end md:col-start-4 md:row-start-1 md:ps-2`}>
      {key === undefined ? (
        <span className="font-medium text-good">{t('state.new')}</span>
      ) : (
        <HistoryLink
          id={`rows.${index}.history`}
          entryKey={key}
          title={label}
          aria-label={update || change ? undefined : label}
          className="flex min-h-6 min-w-0 items-center rounded-sm underline-offset-2 hover:text-accent hover:underline"
        >
          <span className="line-clamp-2">
            {update
              ? t.rich('state.updated', {
                  // The history may have had the change only after the update was marked.
                  ...(update.writer.who === 'unknown' && writer ? writer : update.writer),
                  when: () => <Timestamp at={update.at} format="clock" />,
                  iso,
                })
              : change
                ? t.rich('changedBy', {
                    ...writer,
                    when: () => <Timestamp at={change.at} format="narrow" />,
                    iso,
                  })
                : '—'}
          </span>
        </HistoryLink>
      )}
    </div>
  )
}
