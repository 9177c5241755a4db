'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { lazily } from '@/components/ui/lazily'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { whenIdle } from '@/lib/client/idle'
import { readNow, useMetadata } from '@/lib/client/metadata-queries'
import { type KnownRoom, useRoom } from '@/lib/client/one-room'
import type { Metadata } from '@/lib/shared/contract'
import { EditorHeader } from './editor-header'
import { MetadataEditor } from './metadata-editor'
import type { AskedRestore } from './restoring/restoring'

const StaleBanner = lazily(() =>
  import('./outcome/stale-banner').then((module) => module.StaleBanner),
)

/** What could not be had early is asked for again when it is needed. */
const ignore = () => undefined

type Props = {
  room: KnownRoom
  initial: Metadata
  /** A change of the past that the draft is to be made from. */
  restore?: AskedRestore | null
}

/** One room with its metadata: drawn by the server with data, then kept fresh here. */
export function RoomEditor({ room: known, initial, restore = null }: Props) {
  const t = useTranslations('app')
  const client = useQueryClient()
  const room = useRoom(known)
  const { slug, id, name } = room
  const { data, error, isFetching } = useMetadata(slug, initial)
  const read = () => readNow(client, slug)
  const gone = error?.code === 'room.gone'
  const signedOut = error?.code === 'auth.required'
  // Not taken back when the page is left: who looks in for a moment was here, too.
  useEffect(() => {
    import('@/lib/client/recents').then(
      ({ rememberRoom }) => rememberRoom({ slug, id, name }),
      ignore,
    )
  }, [slug, id, name])
  useEffect(() => whenIdle(() => void import('./warm').then(({ warm }) => warm(), ignore)), [])
  return (
    <div className="space-y-4">
      <EditorHeader room={room} readAt={data.readAt} refreshing={isFetching} />
      {data.stale ? <StaleBanner readAt={data.readAt} onLook={read} /> : null}
      {error && !gone && !signedOut ? (
        <ProblemNotice problem={error}>
          <Button size="small" onClick={read}>
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
        signedOut={signedOut}
        onRead={read}
      />
    </div>
  )
}
