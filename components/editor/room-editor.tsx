'use client'

import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { metadataQuery, refreshMetadata } from '@/lib/client/api/metadata-queries'
import { useRoom } from '@/lib/client/api/room-detail-queries'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { addRecentRoom } from '@/lib/client/rooms/recent-rooms'
import { EditorHeader } from './editor-header'
import { MetadataEditor } from './metadata-editor'
import type { RestoreRequest } from './save/machine/save-state'

type Props = {
  id: string
  /** The earlier change that the page's address asks to restore. */
  restore?: RestoreRequest | null
  /** What to know about this room before editing it. */
  intro?: ReactNode
  historyPanel?: ReactNode
}

/** The page of one room: the server hydrates its queries, which then keep it up to date. */
export function RoomEditor({ id, restore = null, intro = null, historyPanel = null }: Props) {
  const client = useQueryClient()
  const userId = useCurrentUser()?.id
  const room = useRoom(id)
  const { slug, name } = room
  const { data, error, isFetching } = useSuspenseQuery(metadataQuery(slug))
  const refresh = () => refreshMetadata(client, slug)
  const readProblem =
    error?.code === 'room.gone' || error?.code === 'auth.required' ? error.code : null
  // No cleanup: a short visit makes a room recent too.
  useEffect(() => {
    if (userId !== undefined) addRecentRoom(userId, { slug, id, name })
  }, [userId, slug, id, name])
  return (
    <MetadataEditor
      key={slug}
      slug={slug}
      roomName={name || id}
      header={<EditorHeader room={room} readAt={data.readAt} isRefreshing={isFetching} />}
      intro={intro}
      historyPanel={historyPanel}
      metadata={data}
      restore={restore}
      readProblem={readProblem}
      readError={error && !readProblem ? error : null}
      onRefresh={refresh}
    />
  )
}
