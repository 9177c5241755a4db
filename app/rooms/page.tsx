import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Finder } from '@/components/rooms/finder'
import { createContext } from '@/lib/server/context'
import { outcomeOfVerb } from '@/lib/server/page'
import { listRooms } from '@/lib/server/rooms'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('finder')
  return { title: t('title') }
}

export default async function RoomsPage({ searchParams }: PageProps<'/rooms'>) {
  const { search } = await searchParams
  const text = typeof search === 'string' ? search : ''
  const ctx = await createContext()
  const { reply, problem } = await outcomeOfVerb(ctx, listRooms(ctx, {}))
  return <Finder search={text} initial={reply} problem={problem} />
}
