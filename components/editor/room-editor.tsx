'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { lazily } from '@/components/ui/lazily'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import { readNow, useMetadata } from '@/lib/client/api/metadata-queries'
import { type KnownRoom, useRoom } from '@/lib/client/api/one-room'
import { whenIdle } from '@/lib/client/browser/idle'
import type { Metadata } from '@/lib/shared/api/contract'
import { EditorHeader } from './editor-header'
import { MetadataEditor } from './metadata-editor'
import type { AskedRestore } from './restore/restoring'

const StaleBanner = lazily(() =>
  import('./save/outcome/stale-banner').then((module) => module.StaleBanner),
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
    import('@/lib/client/browser/recents').then(
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
