'use client'

import { useTranslations } from 'next-intl'
import type { ListedRoom } from '@/lib/shared/metadata/room'

/** The beginning of a room's last known metadata, on one line; nothing for an empty room. */
export function MetadataHint({ metadata }: Pick<ListedRoom, 'metadata'>) {
  const t = useTranslations('roomSearch')
  if (!metadata || metadata.count === 0) return null
  const { count, hint } = metadata
  const hidden = count - hint.length
  return (
    <p className="truncate text-muted text-xs">
      {hint.map(({ key, value }, at) => (
        <span key={key}>
          {at > 0 ? ' · ' : null}
          <bdi className="font-mono text-ink">{key}</bdi> <bdi>{value}</bdi>
        </span>
      ))}
      {hidden > 0 ? ` · ${t('moreEntries', { count: hidden })}` : null}
    </p>
  )
}
