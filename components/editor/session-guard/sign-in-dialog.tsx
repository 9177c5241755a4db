'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { textLinkClass } from '@/components/ui/link'
import { SignInSteps } from '@/components/ui/sign-in/sign-in-steps'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'

type Props = {
  email: string | undefined
  /** If true, the refused save is sent again after sign-in. */
  wasSaveRefused: boolean
  onClose: () => void
  onDone: (user: CurrentUser) => void
}

/** Signs the user in again on top of the editor, which keeps its draft. */
export function SignInDialog({ email, wasSaveRefused, onClose, onDone }: Props) {
  const t = useTranslations('signIn.sessionEnded')
  const password = useRef<HTMLInputElement>(null)
  return (
    <Dialog title={t('title')} onClose={onClose} initialFocus={email ? password : undefined}>
      <div className="mx-auto w-full max-w-md space-y-3 overflow-y-auto px-4 py-4">
        <p>
          {t('text')} {wasSaveRefused ? t('thenSave') : null}
        </p>
        <SignInSteps email={email} passwordRef={password} onDone={onDone} />
        <p className="border-line border-t pt-3 text-muted text-sm">
          {t('elsewhereText')}{' '}
          <a
            href="/sign-in?returnTo=/account"
            target="_blank"
            rel="noopener"
            className={`whitespace-nowrap font-medium ${textLinkClass}`}
          >
            {t('elsewhere')}
          </a>
        </p>
      </div>
    </Dialog>
  )
}
