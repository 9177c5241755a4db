'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { announce } from '@/lib/client/browser/announce'
import type { Problem } from '@/lib/shared/api/problem'
import { ProblemNotice } from '../problems/problem-notice'
import { Button } from './button'

type List<Page> = {
  last: Page | null
  error: Problem | null
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  fetchNextPage(): Promise<{ data: { pages: Page[] } | undefined; isError: boolean }>
}

type Props<Page> = {
  list: List<Page>
  /** Where its words are found. */
  words: 'finder' | 'history'
  countOf(page: Page): number
  /** The word that these are all. */
  children: ReactNode
}

/** The end of a list that comes page by page: a button for the next one, or the word that these are all. */
export function ListEnd<Page extends { next: string | null }>(props: Props<Page>) {
  const { list, words, countOf, children } = props
  const t = useTranslations(words)
  const end = useRef<HTMLParagraphElement>(null)
  const [pressed, setPressed] = useState(false)
  const { last, error, isFetchingNextPage, isFetchNextPageError } = list
  const atEnd = last?.next === null

  // The button that was pressed is gone then, and with it the focus.
  useEffect(() => {
    if (atEnd && pressed) end.current?.focus()
  }, [atEnd, pressed])

  if (!last) return null

  async function more() {
    if (isFetchingNextPage) return
    setPressed(true)
    const { data, isError } = await list.fetchNextPage()
    const page = data?.pages.at(-1)
    if (isError || !page) announce(t('moreFailed'), 'assertive')
    else announce(t('moreFound', { count: countOf(page) }))
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
        <ProblemNotice problem={error} title={t('moreFailed')} reading />
      ) : null}
      <p className="text-center">
        <Button aria-disabled={isFetchingNextPage} onClick={more}>
          {isFetchingNextPage ? t('loading') : isFetchNextPageError ? t('retry') : t('more')}
        </Button>
      </p>
    </div>
  )
}
