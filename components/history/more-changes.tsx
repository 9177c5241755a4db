'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { announce } from '@/lib/client/announce'
import type { Changes } from '@/lib/client/history-queries'

/** Earlier changes, or the word that these are all. */
export function MoreChanges({ list }: { list: Changes }) {
  const t = useTranslations('history')
  const end = useRef<HTMLParagraphElement>(null)
  const [pressed, setPressed] = useState(false)
  const { changes, last, error, isFetching, isFetchingNextPage, isFetchNextPageError } = list
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
    if (isError || !page) announce(t('moreFailed'), 'assertive')
    else announce(t('moreFound', { count: page.changes.length }))
  }

  if (atEnd)
    return (
      <p ref={end} tabIndex={-1} className="py-2 text-center text-muted text-sm outline-none">
        {t('end', { count: changes.length })}
      </p>
    )
  return (
    <div className="space-y-3 py-2">
      {isFetchNextPageError && error ? (
        <ProblemNotice problem={error} title={t('moreFailed')} text={t('unreadableText')} />
      ) : null}
      <p className="text-center">
        <Button aria-disabled={isFetching} onClick={more}>
          {isFetchingNextPage ? t('loading') : t('more')}
        </Button>
      </p>
    </div>
  )
}
