'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { CodeField } from '@/components/ui/fields/code-field'
import { PasswordField } from '@/components/ui/fields/password-field'
import { formValues } from '@/lib/client/browser/form-values'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { useProblemMessage } from '@/lib/client/hooks/use-problem-message'

type Props = {
  text?: string
  submitLabel: string
  email: string
  /** Also asks for a code of the app or a backup code. */
  asksCode?: boolean
  onConfirmed: (password: string, code: string) => Promise<void>
  onCancel: () => void
}

/** Asks for the password again before a sensitive action. */
export function ConfirmPassword({
  text,
  submitLabel,
  email,
  asksCode = false,
  onConfirmed,
  onCancel,
}: Props) {
  const t = useTranslations()
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const problemMessage = useProblemMessage(problem, clearProblem)
  const [missing, setMissing] = useState<'password' | 'code' | null>(null)
  const isAboutCode = problem?.code === 'auth.wrong-code'
  useEffect(() => document.getElementById('factor-password')?.focus(), [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    const formValue = formValues(event)
    const [password, code] = [formValue('password'), asksCode ? formValue('code') : '']
    const empty = password === '' ? 'password' : asksCode && code.trim() === '' ? 'code' : null
    setMissing(empty)
    clearProblem()
    const done = !empty && (await run(() => onConfirmed(password, code)))
    if (!done) document.getElementById(`factor-${empty ?? 'password'}`)?.focus()
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
        error={
          missing === 'password'
            ? t('account.password.missing')
            : isAboutCode
              ? undefined
              : problemMessage
        }
      />
      {asksCode ? (
        <CodeField
          id="factor-code"
          label={t('account.twoFactor.anyCode')}
          error={
            missing === 'code' ? t('signIn.missingCode') : isAboutCode ? problemMessage : undefined
          }
        />
      ) : null}
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
