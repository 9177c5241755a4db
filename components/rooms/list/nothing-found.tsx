'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Timestamp } from '@/components/ui/timestamp'
import { VisibleText } from '@/components/ui/visible-text'
import type { RoomList } from '@/lib/shared/api/contract'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { LIMITS } from '@/lib/shared/metadata/limits'

type Props = { search: string; page: RoomList; isFiltered: boolean }

/**
 * Shown for an empty list: what was searched, how old that is, and why the text is not a room id.
 */
export function NothingFound({ search, page, isFiltered }: Props) {
  const t = useTranslations('roomSearch')
  const nonAscii = [...search].find((character) => !/[\x20-\x7e]/.test(character))
  const bytes = utf8Bytes(search)
  return (
    <Card className="space-y-1 px-4 py-8 text-center text-muted">
      <p className="break-words font-medium text-ink">
        {search
          ? t.rich('nothingFound', { text: () => <bdi>{search}</bdi> })
          : t(isFiltered ? 'nothingInFilter' : 'noRooms')}
      </p>
      <p>
        {t.rich('searched', {
          count: page.indexed,
          when: () => <Timestamp at={page.indexedAt} format="clock" />,
        })}
      </p>
      {nonAscii ? (
        <p>{t.rich('notAscii', { sign: () => <VisibleText text={nonAscii} /> })}</p>
      ) : bytes > LIMITS.roomIdBytes ? (
        <p>{t('idTooLong', { bytes, limit: LIMITS.roomIdBytes })}</p>
      ) : null}
    </Card>
  )
}
