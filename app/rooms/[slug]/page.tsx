import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { RoomEditor } from '@/components/editor/room-editor'
import { RoomProblem } from '@/components/editor/room-problem'
import { outcomeOfVerb, pageContext } from '@/lib/server/http/page'
import { readRoomAsOf } from '@/lib/server/services/changes'
import { readMetadata } from '@/lib/server/services/metadata'
import { readRoom } from '@/lib/server/services/rooms'
import { restoreAims } from '@/lib/shared/changes/restore'
import { roomIdOf } from '@/lib/shared/metadata/room-slug'

/** Once a request: the title and the page ask for the same room. */
const load = cache(async (room: string) => {
  const ctx = await pageContext()
  const [facts, metadata] = await Promise.all([
    outcomeOfVerb(ctx, readRoom(ctx, { room })),
    outcomeOfVerb(ctx, readMetadata(ctx, { room })),
  ])
  return { facts, metadata }
})

export async function generateMetadata({ params }: PageProps<'/rooms/[slug]'>): Promise<Metadata> {
  const room = roomIdOf((await params).slug)
  if (room === null) return {}
  const { facts } = await load(room)
  return { title: facts.reply?.room.name || room }
}

export default async function RoomPage({ params, searchParams }: PageProps<'/rooms/[slug]'>) {
  await pageContext()
  const { slug } = await params
  const room = roomIdOf(slug)
  if (room === null) notFound()
  const [{ facts, metadata }, restore] = await Promise.all([
    load(room),
    askedRestore(room, await searchParams),
  ])
  if (metadata.problem) return <RoomProblem id={room} problem={metadata.problem} />
  // Facts about the room are extras: while the engine is silent its last known entries are worth more.
  const known = facts.reply?.room ?? { id: room, slug, name: '' }
  return <RoomEditor room={known} initial={metadata.reply} restore={restore} />
}

/** What `?restore=…&to=…` asks for, if anything. */
async function askedRestore(room: string, { restore: id, to }: Record<string, unknown>) {
  const aim = restoreAims.find((name) => name === to)
  if (typeof id !== 'string' || !aim) return null
  const ctx = await pageContext()
  return { aim, id, ...(await outcomeOfVerb(ctx, readRoomAsOf(ctx, { id, room }))) }
}
