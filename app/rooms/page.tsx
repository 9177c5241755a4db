import { dehydrate } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { RoomSearch, RoomSearchSkeleton } from '@/components/rooms/room-search'
import { PageMessages } from '@/components/ui/page-messages'
import { pinsQuery } from '@/lib/client/api/pin-queries'
import { roomQueries } from '@/lib/client/api/room-queries'
import { createQueryClient, firstPage } from '@/lib/client/query-client'
import type { Context } from '@/lib/server/http/context'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { readPins } from '@/lib/server/services/account/pins'
import { listRooms } from '@/lib/server/services/rooms'
import { parseRoomFilters, type RoomFilters } from '@/lib/shared/metadata/room-filters'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('roomSearch')
  return { title: t('title') }
}

/** Uses Suspense because a loading.tsx would also apply to the pages of single rooms. */
export default async function RoomsPage({ searchParams }: PageProps<'/rooms'>) {
  const ctx = await pageContext()
  const parameters = await searchParams
  const filters = parseRoomFilters((name) => {
    const value = parameters[name]
    return typeof value === 'string' ? value : null
  })
  return (
    <PageMessages messages={await pickMessages('roomSearch', 'roomTags')}>
      <Suspense fallback={<RoomSearchSkeleton />}>
        <Rooms ctx={ctx} filters={filters} />
      </Suspense>
    </PageMessages>
  )
}

async function Rooms({ ctx, filters }: { ctx: Context; filters: RoomFilters }) {
  const [{ data, problem }, pins] = await Promise.all([
    loadForPage(ctx, listRooms(ctx, filters)),
    loadForPage(ctx, readPins(ctx)),
  ])
  const client = createQueryClient()
  client.setQueryData(pinsQuery(ctx.actor.id).queryKey, pins.data ?? undefined)
  client.setQueryData(roomQueries.list(filters).queryKey, firstPage(data))
  return (
    <HydrateQueries state={dehydrate(client)}>
      <RoomSearch serverFilters={filters} serverProblem={problem} />
    </HydrateQueries>
  )
}
