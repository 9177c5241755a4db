'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { When } from '@/components/ui/when'
import { announce } from '@/lib/client/announce'
import type { Rooms } from '@/lib/client/room-queries'

/** More rooms, or the word that there are none: what was listed, and for a search what was looked through. */
export function ListEnd({ list, search }: { list: Rooms; search: string }) {
  const t = useTranslations('finder')
  const end = useRef<HTMLParagraphElement>(null)
  const [pressed, setPressed] = useState(false)
  const { rooms, last, error, isFetching, isFetchingNextPage, isFetchNextPageError } = list
  const atEnd = last?.next === null

  // The button that was pressed is gone then, and with it the focus.
  useEffect(() => {
    if (atEnd && pressed) end.current?.focus()
  }, [atEnd, pressed])

  if (!last) return null

  async function more() {
    if (isFetching) return
    setPressed(true)
    const { data, isError } = await list.fetchNextPage()
    const page = data?.pages.at(-1)
    if (isError || !page) return announce(t('moreFailed'), 'assertive')
    announce(t('moreFound', { count: page.rooms.length }))
  }

  if (atEnd) {
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
