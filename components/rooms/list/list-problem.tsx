'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import { When } from '@/components/ui/timestamp'
import type { Rooms } from '@/lib/client/api/room-queries'
import { announce } from '@/lib/client/browser/announce'
import type { Problem } from '@/lib/shared/api/problem'

type Props = { problem: Pick<Problem, 'code' | 'details'>; list: Rooms; onCured: () => void }

/** The list could not be read, or not read again; what was there before stays below, with its age. */
export function ListProblem({ problem, list, onCured }: Props) {
  const t = useTranslations('finder')
  const { last, isFetching } = list

  useEffect(() => announce(t('failed'), 'assertive'), [t])

  async function retry() {
    if (isFetching) return
    const { isError } = await list.refetch()
    if (isError) announce(t('failed'), 'assertive')
    else onCured()
  }

  const title = last
    ? t.rich('notRefreshed', { when: () => <When at={last.indexedAt} style="clock" /> })
    : t('failed')
  return (
    <ProblemNotice problem={problem} title={title} reading>
      <Button aria-disabled={isFetching} onClick={retry}>
        {isFetching ? t('trying') : t('retry')}
      </Button>
    </ProblemNotice>
  )
}
