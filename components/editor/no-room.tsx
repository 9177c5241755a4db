'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import type { Problem } from '@/lib/shared/api/problem'

export type NoRoomProps = { id: string; problem: Pick<Problem, 'code' | 'details'> }

/** Why there is no editor at this address, and the ways on. */
export function NoRoom({ id, problem }: NoRoomProps) {
  const t = useTranslations()
  const router = useRouter()
  const [trying, startTrying] = useTransition()
  const gone = problem.code === 'room.gone'
  return (
    <div className="space-y-3">
      <PageTitle>
        <bdi className="break-all font-mono">{id}</bdi>
      </PageTitle>
      <ProblemNotice
        problem={problem}
        title={gone ? t('editor.goneTitle') : undefined}
        text={gone ? t('editor.goneText') : undefined}
        reading
      >
        <Button size="small" aria-busy={trying} onClick={() => startTrying(() => router.refresh())}>
          {t('app.retry')}
        </Button>
        <Link href="/rooms" className={buttonClass('quiet', 'small')}>
          {t('app.toRooms')}
        </Link>
      </ProblemNotice>
    </div>
  )
}
