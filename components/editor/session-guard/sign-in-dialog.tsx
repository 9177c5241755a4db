'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { SignInSteps } from '@/components/sign-in/sign-in-steps'
import { Dialog } from '@/components/ui/dialog'
import type { Self } from '@/lib/shared/api/auth-endpoints'

type Props = {
  email: string | undefined
  saving: boolean
  onClose: () => void
  onDone: (person: Self) => void
}

/** Signing in again over an editor that stays as it is. */
export function SignInDialog({ email, saving, onClose, onDone }: Props) {
  const t = useTranslations('signIn.ended')
  const password = useRef<HTMLInputElement>(null)
  return (
    <Dialog title={t('title')} onClose={onClose} initialFocus={email ? password : undefined}>
      <div className="mx-auto w-full max-w-md space-y-3 overflow-y-auto px-4 py-4">
        <p>
          {t('text')} {saving ? t('thenSave') : null}
        </p>
        <SignInSteps email={email} passwordRef={password} onDone={onDone} />
        <p className="border-line border-t pt-3 text-muted text-sm">
          {t('elsewhereText')}{' '}
          <a
            href="/sign-in?returnTo=/account"
            target="_blank"
            rel="noopener"
            className="whitespace-nowrap font-medium text-accent underline underline-offset-2"
          >
            {t('elsewhere')}
          </a>
        </p>
      </div>
    </Dialog>
  )
}
