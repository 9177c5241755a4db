import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { dehydrateBoard } from '@/components/board/board-queries'
import { BoardView } from '@/components/board/board-view'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { PageMessages } from '@/components/ui/page-messages'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { readBoard } from '@/lib/server/services/board'

/** In full, because the template of the layout is for the pages below it. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations()
  return { title: { absolute: `${t('board.title')} · ${t('app.name')}` } }
}

/** The on-air board of the signed-in person. */
export default async function BoardPage() {
  const ctx = await pageContext()
  const { data, problem } = await loadForPage(ctx, readBoard(ctx))
  return (
    <PageMessages messages={await pickMessages('board', 'roomTags')}>
      <HydrateQueries state={dehydrateBoard(ctx.actor.id, data)}>
        <BoardView serverProblem={problem} />
      </HydrateQueries>
    </PageMessages>
  )
}
