import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { History } from '@/components/history/history'
import { outcomeOfVerb, pageContext } from '@/lib/server/http/page'
import { readHistory } from '@/lib/server/services/history-page'
import { readRoom } from '@/lib/server/services/rooms'
import { filtersFrom } from '@/lib/shared/changes/history-filters'
import { roomIdOf } from '@/lib/shared/metadata/room-slug'

export async function generateMetadata({
  params,
}: PageProps<'/rooms/[slug]/history'>): Promise<Metadata> {
  const t = await getTranslations('history')
  const room = roomIdOf((await params).slug)
  return room === null ? {} : { title: t('titleOf', { room }) }
}

export default async function RoomHistoryPage({
  params,
  searchParams,
}: PageProps<'/rooms/[slug]/history'>) {
  const ctx = await pageContext()
  const { slug } = await params
  const room = roomIdOf(slug)
  if (room === null) notFound()
  const given = await readHistory(ctx, { ...filtersFrom(await searchParams), room })
  return (
    <History given={given} room={room}>
      <Link href={`/rooms/${slug}`} className="text-accent underline underline-offset-2">
        <Suspense fallback={<bdi className="break-all">{room}</bdi>}>
          <RoomName room={room} />
        </Suspense>
      </Link>
    </History>
  )
}

/** Streamed in: a history is told by the journal, and waits for no engine that is silent. */
async function RoomName({ room }: { room: string }) {
  const ctx = await pageContext()
  const { reply } = await outcomeOfVerb(ctx, readRoom(ctx, { room }))
  const name = reply?.room.name
  return (
    <>
      {name ? <bdi className="break-words">{name}</bdi> : null}
      {name ? ' · ' : null}
      <bdi className="break-all font-mono">{room}</bdi>
    </>
  )
}
