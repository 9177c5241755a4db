import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { dehydrateHistory } from '@/components/history/history-queries'
import { HistoryView } from '@/components/history/history-view'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { Link } from '@/components/ui/link'
import { PageMessages } from '@/components/ui/page-messages'
import { roomPath } from '@/lib/client/paths'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { loadHistoryPage } from '@/lib/server/services/history-page'
import { readRoom } from '@/lib/server/services/rooms'
import { parseFilters } from '@/lib/shared/changes/history-filters'
import { parseSlug } from '@/lib/shared/metadata/room-slug'

export async function generateMetadata({
  params,
}: PageProps<'/rooms/[slug]/history'>): Promise<Metadata> {
  const t = await getTranslations('history')
  const room = parseSlug((await params).slug)
  return room === null ? {} : { title: t('titleOf', { room }) }
}

export default async function RoomHistoryPage({
  params,
  searchParams,
}: PageProps<'/rooms/[slug]/history'>) {
  const ctx = await pageContext()
  const { slug } = await params
  const room = parseSlug(slug)
  if (room === null) notFound()
  const filters = { ...parseFilters(await searchParams), room }
  const pageData = await loadHistoryPage(ctx, filters)
  return (
    <PageMessages messages={await pickMessages('history', 'lists', 'review', 'outcome')}>
      <HydrateQueries state={dehydrateHistory(filters, pageData)}>
        <HistoryView serverData={pageData.view} room={room}>
          <Link href={roomPath(slug)}>
            <Suspense fallback={<bdi className="break-all">{room}</bdi>}>
              <RoomName room={room} />
            </Suspense>
          </Link>
        </HistoryView>
      </HydrateQueries>
    </PageMessages>
  )
}

/** Streamed separately, so that the history does not wait for the Live service. */
async function RoomName({ room }: { room: string }) {
  const ctx = await pageContext()
  const { data } = await loadForPage(ctx, readRoom(ctx, { room }))
  const name = data?.room.name
  return (
    <>
      {name ? <bdi className="break-words">{name}</bdi> : null}
      {name ? ' · ' : null}
      <bdi className="break-all font-mono">{room}</bdi>
    </>
  )
}
