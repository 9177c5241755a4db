'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { announce } from '@/lib/client/browser/announce'
import type { Problem } from '@/lib/shared/api/problem'
import { ProblemAlert } from '../problems/problem-alert'
import { Button } from './button'

type PagedList<Page> = {
  last: Page | null
  error: Problem | null
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  fetchNextPage(): Promise<{ data: { pages: Page[] } | undefined; isError: boolean }>
}

type Props<Page> = {
  list: PagedList<Page>
  /** The namespace of its messages. */
  messages: 'roomSearch' | 'history' | 'audit' | 'batches'
  countItems(page: Page): number
  /** Shown when there is nothing more to load. */
  children: ReactNode
}

/** The end of a paged list: a button that loads the next page, or `children` after the last one. */
export function LoadMore<Page extends { next: string | null }>(props: Props<Page>) {
  const { list, messages, countItems, children } = props
  const t = useTranslations(messages)
  const end = useRef<HTMLParagraphElement>(null)
  const [wasPressed, setWasPressed] = useState(false)
  const { last, error, isFetchingNextPage, isFetchNextPageError } = list
  const atEnd = last?.next === null

  // The button disappears after the last page and would take the focus with it.
  useEffect(() => {
    if (atEnd && wasPressed) end.current?.focus()
  }, [atEnd, wasPressed])

  if (!last) return null

  async function loadMore() {
    if (isFetchingNextPage) return
    setWasPressed(true)
    const { data, isError } = await list.fetchNextPage()
    const page = data?.pages.at(-1)
    if (isError || !page) announce(t('moreFailed'), 'assertive')
    else announce(t('moreFound', { count: countItems(page) }))
  }

  if (atEnd) {
    return (
      <p ref={end} tabIndex={-1} className="py-4 text-center text-muted text-sm outline-none">
        {children}
      </p>
    )
  }
  return (
    <div className="space-y-3 py-4">
      {isFetchNextPageError && error ? (
        <ProblemAlert problem={error} title={t('moreFailed')} isReadProblem />
      ) : null}
      <p className="text-center">
        <Button aria-disabled={isFetchingNextPage} onClick={loadMore}>
          {isFetchingNextPage ? t('loading') : isFetchNextPageError ? t('retry') : t('more')}
        </Button>
      </p>
    </div>
  )
}
