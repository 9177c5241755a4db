'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/alert'
import type { Self } from '@/lib/shared/api/auth-endpoints'

const iso = (chunk: ReactNode) => <bdi className="font-medium">{chunk}</bdi>

/** Stays over an editor in which somebody else has signed in than whoever opened it. */
export function BegunByOther({ begun, self }: { begun: Self; self: Self }) {
  const t = useTranslations('signIn.ended')
  const role = useTranslations('nav.roles')
  return (
    <Notice
      tone="info"
      title={t.rich('otherText', {
        before: begun.name,
        now: self.name,
        role: role(self.role),
        iso,
      })}
    />
  )
}
