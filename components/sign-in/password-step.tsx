'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type RefObject, useState } from 'react'
import { BusyButton } from '@/components/ui/buttons/loading-button'
import { PasswordField } from '@/components/ui/fields/password-field'
import { TextField } from '@/components/ui/fields/text-field'
import { call, type Reply } from '@/lib/client/api/api'
import { textsOf } from '@/lib/client/browser/form-values'
import { useHydrated } from '@/lib/client/hooks/hydrated'
import { useAttempt } from '@/lib/client/hooks/use-async-action'
import { useSentence } from '@/lib/client/hooks/use-problem-message'

export type Step = {
  onFailed?: (failed: boolean) => void
}

type Props = Step & {
  /** Filled in for whoever had a session. */
  email?: string
  passwordRef?: RefObject<HTMLInputElement | null>
  onAnswer: (reply: Reply<'signIn'>) => void
}

/** E-mail and password. Whatever comes of it, both stay as typed. */
export function PasswordStep({ email = '', passwordRef, onAnswer, onFailed }: Props) {
  const t = useTranslations('signIn')
  const hydrated = useHydrated()
  const { busy, problem, attempt, forget } = useAttempt()
  const [missing, setMissing] = useState<'email' | 'password' | null>(null)
  const refused = useSentence(problem, () => {
    forget()
    onFailed?.(false)
  })

  async function submit(event: FormEvent<HTMLFormElement>) {
    const text = textsOf(event)
    const body = { email: text('email').trim(), password: text('password') }
    const lacks = body.email === '' ? 'email' : body.password === '' ? 'password' : null
    setMissing(lacks)
    forget()
    const done = !lacks && (await attempt(async () => onAnswer(await call('signIn', { body }))))
    onFailed?.(!done)
    if (!done) document.getElementById(lacks === 'email' ? 'email' : 'password')?.focus()
  }

  return (
    <form onSubmit={submit} noValidate>
      <fieldset disabled={!hydrated} className="grid">
        <TextField
          id="email"
          name="email"
          type="email"
          label={t('email')}
          defaultValue={email}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          error={missing === 'email' ? t('missingEmail') : undefined}
        />
        <PasswordField
          ref={passwordRef}
          id="password"
          name="password"
          label={t('password')}
          autoComplete="current-password"
          error={missing === 'password' ? t('missingPassword') : refused}
        />
        <BusyButton type="submit" look="primary" busy={busy}>
          {t('submit')}
        </BusyButton>
      </fieldset>
    </form>
  )
}
