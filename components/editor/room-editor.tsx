'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { useMetadata } from '@/lib/client/metadata-queries'
import { rememberRoom } from '@/lib/client/recents'
import type { Metadata } from '@/lib/shared/contract'
import type { Room } from '@/lib/shared/room'
import { EditorHeader } from './editor-header'
import { MetadataEditor } from './metadata-editor'
import type { AskedRestore } from './restoring/restoring'

const StaleBanner = dynamic(
  () => import('./outcome/stale-banner').then((module) => module.StaleBanner),
  {
    loading: () => null,
  },
)

type Props = {
  /** Only id and slug while the engine does not tell the rest. */
  room: Pick<Room, 'id' | 'slug' | 'name'> & Partial<Room>
  initial: Metadata
  /** A change of the past that the draft is to be made from. */
  restore?: AskedRestore | null
}

/** One room with its metadata: drawn by the server with data, then kept fresh here. */
export function RoomEditor({ room, initial, restore = null }: Props) {
  const t = useTranslations('app')
  const { data, error, isFetching, refetch } = useMetadata(room.slug, initial)
  const { slug, id, name } = room
  const gone = error?.code === 'room.gone'
  useEffect(() => rememberRoom({ slug, id, name }), [slug, id, name])
  return (
    <div className="space-y-4">
      <EditorHeader room={room} readAt={data.readAt} refreshing={isFetching} />
      {data.stale ? <StaleBanner readAt={data.readAt} onLook={() => refetch()} /> : null}
      {error && !gone ? (
        <ProblemNotice problem={error}>
          <Button size="small" onClick={() => refetch()}>
            {t('retry')}
          </Button>
        </ProblemNotice>
      ) : null}
      <MetadataEditor
        key={slug}
        slug={slug}
        roomName={name || id}
        metadata={data}
        restore={restore}
        ended={gone}
        onRead={() => refetch()}
      />
    </div>
  )
}
