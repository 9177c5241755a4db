'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { Timestamp } from '@/components/ui/timestamp'
import type { RoomListQuery } from '@/lib/client/api/room-queries'
import { announce } from '@/lib/client/browser/announce'
import type { Problem } from '@/lib/shared/api/problem'

type Props = {
  problem: Pick<Problem, 'code' | 'details'>
  list: RoomListQuery
  onRecovered: () => void
}

/** Shown when the list cannot be read. An earlier list stays below it, with its age. */
export function ListProblem({ problem, list, onRecovered }: Props) {
  const t = useTranslations('roomSearch')
  const { last, isFetching } = list

  useEffect(() => announce(t('failed'), 'assertive'), [t])

  async function retry() {
    if (isFetching) return
    const { isError } = await list.refetch()
    if (isError) announce(t('failed'), 'assertive')
    else onRecovered()
  }

  const title = last
    ? t.rich('notRefreshed', { when: () => <Timestamp at={last.indexedAt} format="clock" /> })
    : t('failed')
  return (
    <ProblemAlert problem={problem} title={title} isReadProblem>
      <Button aria-disabled={isFetching} onClick={retry}>
        {isFetching ? t('trying') : t('retry')}
      </Button>
    </ProblemAlert>
  )
}
