'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { When } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'

/** Whose change and of when, leading to it. */
export function ChangeLink({ change }: { change: Change }) {
  const t = useTranslations('history.restoring')
  const when = () => <When at={change.at} />
  return (
    <Link href={`/changes/${change.id}`} className="text-accent underline underline-offset-2">
      {change.by
        ? t.rich('changeOf', { name: change.by.name, when, iso: (name) => <bdi>{name}</bdi> })
        : t.rich('changeOutside', { when })}
    </Link>
  )
}
