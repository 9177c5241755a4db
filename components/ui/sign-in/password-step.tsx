'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type RefObject, useRef, useState } from 'react'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { PasswordField } from '@/components/ui/fields/password-field'
import { TextField } from '@/components/ui/fields/text-field'
import { call, type ResponseBody } from '@/lib/client/api/api-client'
import { formValues } from '@/lib/client/browser/form-values'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { useProblemMessage } from '@/lib/client/hooks/use-problem-message'
import { useEarlySubmit } from '@/lib/client/resilience/use-early-submit'

export type StepProps = {
  onFailed?: (failed: boolean) => void
}

type Props = StepProps & {
  /** Prefilled when the session has ended. */
  email?: string
  passwordRef?: RefObject<HTMLInputElement | null>
  onResponse: (response: ResponseBody<'signIn'>) => Promise<void>
}

/**
 * E-mail and password. Both stay as typed when the sign-in fails. The fields and Enter work before
 * the page is interactive; the button does not, so that the browser never puts a password into the
 * address.
 */
export function PasswordStep({ email = '', passwordRef, onResponse, onFailed }: Props) {
  const t = useTranslations('signIn')
  const hydrated = useHydrated()
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const [missing, setMissing] = useState<'email' | 'password' | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const earlyInputProps = useEarlySubmit(form)
  const problemMessage = useProblemMessage(problem, () => {
    clearProblem()
    onFailed?.(false)
  })

  async function submit(event: FormEvent<HTMLFormElement>) {
    const formValue = formValues(event)
    const body = { email: formValue('email').trim(), password: formValue('password') }
    const empty = body.email === '' ? 'email' : body.password === '' ? 'password' : null
    setMissing(empty)
    clearProblem()
    const done = !empty && (await run(async () => onResponse(await call('signIn', { body }))))
    onFailed?.(!done)
    if (!done) document.getElementById(empty === 'email' ? 'email' : 'password')?.focus()
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <fieldset className="grid">
        <TextField
          {...earlyInputProps}
          id="email"
          name="email"
          type="email"
          label={t('email')}
          defaultValue={email}
          // Only in the HTML from the server, so that what is typed at once has a place.
          autoFocus={!hydrated}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          error={missing === 'email' ? t('missingEmail') : undefined}
        />
        <PasswordField
          {...earlyInputProps}
          ref={passwordRef}
          id="password"
          name="password"
          label={t('password')}
          autoComplete="current-password"
          error={missing === 'password' ? t('missingPassword') : problemMessage}
        />
        <LoadingButton type="submit" variant="primary" loading={isRunning}>
          {t('submit')}
        </LoadingButton>
      </fieldset>
    </form>
  )
}
