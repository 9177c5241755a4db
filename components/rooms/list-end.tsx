'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { When } from '@/components/ui/when'
import { announce } from '@/lib/client/announce'
import type { Rooms } from '@/lib/client/room-queries'

/** More rooms, or the word that there are none: what was listed, and for a search what was looked through. */
export function ListEnd({ list, search }: { list: Rooms; search: string }) {
  const t = useTranslations('finder')
  const end = useRef<HTMLParagraphElement>(null)
  const { rooms, last, error, isFetching, isFetchingNextPage, isFetchNextPageError } = list
  if (!last) return null

  async function more() {
    if (isFetching) return
    const { data, isError } = await list.fetchNextPage()
    const page = data?.pages.at(-1)
    if (isError || !page) return announce(t('moreFailed'), 'assertive')
    announce(t('moreFound', { count: page.rooms.length }))
    // The button is gone now, and with it the focus.
    if (page.next === null) requestAnimationFrame(() => end.current?.focus())
  }

  if (last.next === null) {
    return (
      <p ref={end} tabIndex={-1} className="py-4 text-center text-muted text-sm outline-none">
        {search
          ? t.rich('endOfMatches', {
              count: rooms.length,
              indexed: last.indexed,
              when: () => <When at={last.indexedAt} style="clock" />,
            })
          : t('end', { count: rooms.length })}
      </p>
    )
  }
  return (
    <div className="space-y-3 py-4">
      {isFetchNextPageError && error ? (
        <ProblemNotice problem={error} title={t('moreFailed')} />
      ) : null}
      <p className="text-center">
        <Button aria-disabled={isFetching} onClick={more}>
          {isFetchingNextPage ? t('loading') : isFetchNextPageError ? t('retry') : t('more')}
        </Button>
      </p>
    </div>
  )
}
