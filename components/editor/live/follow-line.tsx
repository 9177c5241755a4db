'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { lazily } from '@/components/ui/lazily'
import { When } from '@/components/ui/timestamp'
import { whenIdle } from '@/lib/client/browser/idle'

const FollowState = lazily(() => import('./follow-state').then((module) => module.FollowState))

type Props = { slug: string; readAt: string; refreshing: boolean }

/**
 * As of when the room is shown, and from the moment the page is idle whether it follows and who else has it open:
 * until then it shows what was just read, and the code that follows must not come before one can type.
 */
export function FollowLine({ slug, readAt, refreshing }: Props) {
  const t = useTranslations('editor')
  const [idle, setIdle] = useState(false)
  useEffect(() => whenIdle(() => setIdle(true)), [])
  return (
    <p className="text-muted text-sm" aria-busy={refreshing}>
      {t.rich('asOf', { when: () => <When at={readAt} style="clock" /> })}
      {idle ? <FollowState slug={slug} readAt={readAt} /> : null}
    </p>
  )
}
