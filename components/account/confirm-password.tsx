'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { PasswordField } from '@/components/ui/fields/password-field'
import { formValues } from '@/lib/client/browser/form-values'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { useProblemMessage } from '@/lib/client/hooks/use-problem-message'

type Props = {
  text?: string
  submitLabel: string
  email: string
  onPassword: (password: string) => Promise<void>
  onCancel: () => void
}

/** Asks for the password again before a sensitive action. */
export function ConfirmPassword({ text, submitLabel, email, onPassword, onCancel }: Props) {
  const t = useTranslations()
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const problemMessage = useProblemMessage(problem, clearProblem)
  const [missing, setMissing] = useState(false)
  useEffect(() => document.getElementById('factor-password')?.focus(), [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    const password = formValues(event)('password')
    setMissing(password === '')
    clearProblem()
    const done = password !== '' && (await run(() => onPassword(password)))
    if (!done) document.getElementById('factor-password')?.focus()
  }

  return (
    <form onSubmit={submit} noValidate className="grid max-w-sm">
      {text ? <p className="mb-1">{text}</p> : null}
      <input hidden name="username" autoComplete="username" defaultValue={email} />
      <PasswordField
        id="factor-password"
        name="password"
        label={t('account.twoFactor.password')}
        autoComplete="current-password"
        error={missing ? t('account.password.missing') : problemMessage}
      />
      <div className="flex flex-wrap gap-2">
        <LoadingButton type="submit" variant="primary" loading={isRunning}>
          {submitLabel}
        </LoadingButton>
        <Button variant="quiet" onClick={onCancel}>
          {t('account.twoFactor.cancel')}
        </Button>
      </div>
    </form>
  )
}
