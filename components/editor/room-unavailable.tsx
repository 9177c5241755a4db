'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Link } from '@/components/ui/link'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import type { Problem } from '@/lib/shared/api/problem'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { KeptDraftNotice } from './drafts/kept-draft-notice'

export type RoomUnavailableProps = { id: string; problem: Pick<Problem, 'code' | 'details'> }

/** Explains why the page shows no editor, and offers to retry or to go to the room list. */
export function RoomUnavailable({ id, problem }: RoomUnavailableProps) {
  const t = useTranslations()
  const router = useRouter()
  const [isRetrying, startRetry] = useTransition()
  const isGone = problem.code === 'room.gone'
  return (
    <div className="space-y-3">
      <PageTitle>
        <bdi className="break-all font-mono">{id}</bdi>
      </PageTitle>
      <ProblemAlert
        problem={problem}
        title={isGone ? t('gone.title') : undefined}
        text={isGone ? t('gone.text') : undefined}
        isReadProblem
      >
        <Button
          size="small"
          aria-busy={isRetrying}
          onClick={() => startRetry(() => router.refresh())}
        >
          {t('app.retry')}
        </Button>
        <Link href="/rooms" variant="quiet" size="small">
          {t('app.toRooms')}
        </Link>
      </ProblemAlert>
      <KeptDraftNotice slug={toSlug(id)} />
    </div>
  )
}
