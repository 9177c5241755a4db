'use client'

import { useTranslations } from 'next-intl'
import { When } from '@/components/ui/timestamp'
import type { RoomList } from '@/lib/shared/api/contract'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { LIMITS } from '@/lib/shared/metadata/limits'

/** An empty list tells what was looked through, how fresh that is, and why the text is no room id either. */
export function NothingFound({ search, page }: { search: string; page: RoomList }) {
  const t = useTranslations('finder')
  const sign = [...search].find((character) => !/[\x20-\x7e]/.test(character))
  const bytes = utf8Bytes(search)
  return (
    <div className="space-y-1 rounded-md border border-line bg-surface px-4 py-8 text-center text-muted">
      <p className="break-words font-medium text-ink">
        {search ? t.rich('nothingFound', { text: () => <bdi>{search}</bdi> }) : t('noRooms')}
      </p>
      <p>
        {t.rich('lookedThrough', {
          count: page.indexed,
          when: () => <When at={page.indexedAt} style="clock" />,
        })}
      </p>
      {sign ? (
        <p>
          {t.rich('notAscii', { sign: () => <bdi className="font-mono text-ink">{sign}</bdi> })}
        </p>
      ) : bytes > LIMITS.roomIdBytes ? (
        <p>{t('idTooLong', { bytes, limit: LIMITS.roomIdBytes })}</p>
      ) : null}
    </div>
  )
}
