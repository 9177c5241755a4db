'use client'

import { useTranslations } from 'next-intl'
import { lazily } from '@/components/ui/lazily'
import { When } from '@/components/ui/when'
import type { Link } from '@/lib/client/room-events'

const FollowState = lazily(() => import('./follow-state').then((module) => module.FollowState))

type Props = { slug: string; readAt: string; refreshing: boolean; link: Link }

/** As of when the room is shown, whether the page follows it, and who else has it open. */
export function FollowLine({ slug, readAt, refreshing, link }: Props) {
  const t = useTranslations('editor')
  return (
    <p className="text-muted text-sm" aria-busy={refreshing}>
      {t.rich('asOf', { when: () => <When at={readAt} style="clock" /> })}
      {link === 'connecting' ? null : <FollowState slug={slug} link={link} />}
    </p>
  )
}
