import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { Finder } from '@/components/rooms/room-search'
import { FinderSkeleton } from '@/components/rooms/room-search-skeleton'
import type { Context } from '@/lib/server/http/context'
import { outcomeOfVerb, pageContext } from '@/lib/server/http/page'
import { listRooms } from '@/lib/server/services/rooms'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('finder')
  return { title: t('title') }
}

/** Not a loading.tsx: that would stand in for the rooms below this address, too. */
export default async function RoomsPage({ searchParams }: PageProps<'/rooms'>) {
  const ctx = await pageContext()
  const { search } = await searchParams
  return (
    <Suspense fallback={<FinderSkeleton />}>
      <Rooms ctx={ctx} search={typeof search === 'string' ? search.trim() : ''} />
    </Suspense>
  )
}

async function Rooms({ ctx, search }: { ctx: Context; search: string }) {
  const outcome = await outcomeOfVerb(ctx, listRooms(ctx, { search }))
  return <Finder given={{ search, renderedAt: Date.now(), ...outcome }} />
}
