import { dehydrate } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { PracticeIntro } from '@/components/demo/practice-intro'
import { EditorPart } from '@/components/editor/editor-part'
import { RoomEditor } from '@/components/editor/room-editor'
import { RoomHistory } from '@/components/history/panel/room-history'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { PageMessages } from '@/components/ui/page-messages'
import { metadataQuery } from '@/lib/client/api/metadata-queries'
import { roomDetailQueries } from '@/lib/client/api/room-detail-queries'
import { createQueryClient } from '@/lib/client/query-client'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickRoomMessages } from '@/lib/server/http/page-messages'
import { getRuntime } from '@/lib/server/runtime/runtime'
import { readRoomAsOf } from '@/lib/server/services/changes'
import { readMetadata } from '@/lib/server/services/metadata'
import { readRoom } from '@/lib/server/services/rooms'
import { restoreAims } from '@/lib/shared/changes/restore'
import { parseSlug } from '@/lib/shared/metadata/room-slug'

/** Cached per request, because the title and the page need the same room. */
const loadRoom = cache(async (room: string) => {
  const ctx = await pageContext()
  const [details, metadata] = await Promise.all([
    loadForPage(ctx, readRoom(ctx, { room })),
    loadForPage(ctx, readMetadata(ctx, { room })),
  ])
  return { details, metadata }
})

export async function generateMetadata({ params }: PageProps<'/rooms/[slug]'>): Promise<Metadata> {
  const room = parseSlug((await params).slug)
  if (room === null) return {}
  const { details } = await loadRoom(room)
  return { title: details.data?.room.name || room }
}

export default async function RoomPage({ params, searchParams }: PageProps<'/rooms/[slug]'>) {
  await pageContext()
  const { config } = await getRuntime()
  const { slug } = await params
  const room = parseSlug(slug)
  if (room === null) notFound()
  const [{ details, metadata }, restore] = await Promise.all([
    loadRoom(room),
    loadRestore(room, await searchParams),
  ])
  const client = createQueryClient()
  // The entries are shown even if the room's details could not be read.
  client.setQueryData(roomDetailQueries.detail(slug).queryKey, details.data ?? undefined)
  if (metadata.data)
    client.setQueryData(metadataQuery(slug).queryKey, metadata.data, {
      updatedAt: Date.parse(metadata.data.readAt),
    })
  return (
    <PageMessages messages={await pickRoomMessages()}>
      {metadata.problem ? (
        <EditorPart part="unavailable" id={room} problem={metadata.problem} />
      ) : (
        <HydrateQueries state={dehydrate(client)}>
          <RoomEditor
            id={room}
            restore={restore}
            intro={config.demo ? <PracticeIntro room={room} /> : null}
            historyPanel={<RoomHistory room={room} />}
          />
        </HydrateQueries>
      )}
    </PageMessages>
  )
}

/** Loads the change that `?restore=…&to=…` refers to; null without these parameters. */
async function loadRestore(room: string, { restore: id, to }: Record<string, unknown>) {
  const aim = restoreAims.find((name) => name === to)
  if (typeof id !== 'string' || !aim) return null
  const ctx = await pageContext()
  return { aim, id, ...(await loadForPage(ctx, readRoomAsOf(ctx, { id, room }))) }
}
