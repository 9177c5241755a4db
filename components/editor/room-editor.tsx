'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { lazyComponent } from '@/components/ui/lazy-component'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { refreshMetadata, useMetadata } from '@/lib/client/api/metadata-queries'
import { type PartialRoom, useRoom } from '@/lib/client/api/room-query'
import { runWhenIdle } from '@/lib/client/browser/idle'
import type { Metadata } from '@/lib/shared/api/contract'
import { EditorHeader } from './editor-header'
import { MetadataEditor } from './metadata-editor'
import type { RequestedRestore } from './restore/restore-draft'

const StaleBanner = lazyComponent(() =>
  import('./live/stale-banner').then((module) => module.StaleBanner),
)

/** A part that fails to load here is loaded again when it is needed. */
const ignoreFailure = () => undefined

function preload() {
  void import('./preload').then((module) => module.preloadEditorParts(), ignoreFailure)
}

type Props = {
  room: PartialRoom
  initial: Metadata
  /** The earlier change that the page's address asks to restore. */
  restore?: RequestedRestore | null
}

/** The page of one room: rendered by the server with data, then kept up to date here. */
export function RoomEditor({ room: initialRoom, initial, restore = null }: Props) {
  const t = useTranslations('app')
  const client = useQueryClient()
  const room = useRoom(initialRoom)
  const { slug, id, name } = room
  const { data, error, isFetching } = useMetadata(slug, initial)
  const refresh = () => refreshMetadata(client, slug)
  const isGone = error?.code === 'room.gone'
  const isSignedOut = error?.code === 'auth.required'
  // No cleanup: a short visit makes a room recent too.
  useEffect(() => {
    import('@/lib/client/browser/recent-rooms').then(
      ({ addRecentRoom }) => addRecentRoom({ slug, id, name }),
      ignoreFailure,
    )
  }, [slug, id, name])
  useEffect(() => runWhenIdle(preload), [])
  return (
    <div className="space-y-4">
      <EditorHeader room={room} readAt={data.readAt} isRefreshing={isFetching} />
      {data.stale ? <StaleBanner readAt={data.readAt} onRefresh={refresh} /> : null}
      {error && !isGone && !isSignedOut ? (
        <ProblemAlert problem={error}>
          <Button size="small" onClick={refresh}>
            {t('retry')}
          </Button>
        </ProblemAlert>
      ) : null}
      <MetadataEditor
        key={slug}
        slug={slug}
        roomName={name || id}
        metadata={data}
        restore={restore}
        isGone={isGone}
        isSignedOut={isSignedOut}
        onRefresh={refresh}
      />
    </div>
  )
}
