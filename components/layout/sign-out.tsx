'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { loadPart, PartLoading } from '@/components/ui/part-loading'

const SignOutSteps = dynamic(
  loadPart(() => import('./header-parts').then((module) => module.SignOutSteps)),
  { loading: PartLoading },
)

/** The item of the menu that signs out. What follows a press loads on demand. */
export function SignOut({ className }: { className: string }) {
  const t = useTranslations('nav')
  const [presses, setPresses] = useState(0)
  return (
    <>
      <button type="button" className={className} onClick={() => setPresses(presses + 1)}>
        {t('signOut')}
      </button>
      {presses > 0 ? <SignOutSteps key={presses} onStay={() => setPresses(0)} /> : null}
    </>
  )
}
