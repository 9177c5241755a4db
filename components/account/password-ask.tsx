'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { BusyButton } from '@/components/ui/buttons/loading-button'
import { PasswordField } from '@/components/ui/fields/password-field'
import { textsOf } from '@/lib/client/browser/form-values'
import { useAttempt } from '@/lib/client/hooks/use-async-action'
import { useSentence } from '@/lib/client/hooks/use-problem-message'

type Props = {
  text?: string
  /** On the button. */
  act: string
  email: string
  onPassword: (password: string) => Promise<void>
  onCancel: () => void
}

/** The password once more, before something that a passer-by must not do. */
export function PasswordAsk({ text, act, email, onPassword, onCancel }: Props) {
  const t = useTranslations()
  const { busy, problem, attempt, forget } = useAttempt()
  const refused = useSentence(problem, forget)
  const [missing, setMissing] = useState(false)
  useEffect(() => document.getElementById('factor-password')?.focus(), [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    const password = textsOf(event)('password')
    setMissing(password === '')
    forget()
    const done = password !== '' && (await attempt(() => onPassword(password)))
    if (!done) document.getElementById('factor-password')?.focus()
  }

  return (
    <form onSubmit={submit} noValidate className="grid max-w-sm">
      {text ? <p className="mb-1">{text}</p> : null}
      <input hidden name="username" autoComplete="username" defaultValue={email} />
      <PasswordField
        id="factor-password"
        name="password"
        label={t('account.factor.password')}
        autoComplete="current-password"
        error={missing ? t('account.password.missing') : refused}
      />
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" look="primary" busy={busy}>
          {act}
        </BusyButton>
        <Button look="quiet" onClick={onCancel}>
          {t('account.factor.cancel')}
        </Button>
      </div>
    </form>
  )
}
