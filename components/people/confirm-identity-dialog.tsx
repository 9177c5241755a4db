'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type RefObject, useRef, useState } from 'react'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { Dialog } from '@/components/ui/dialog'
import { CodeField } from '@/components/ui/fields/code-field'
import { PasswordField } from '@/components/ui/fields/password-field'
import { call } from '@/lib/client/api/api-client'
import { formValues } from '@/lib/client/browser/form-values'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { useProblemMessage } from '@/lib/client/hooks/use-problem-message'

type Props = { onConfirmed: () => void; onCancel: () => void }

/**
 * Asks for the password, or for a code of people without one. Others sign in at the identity
 * provider again, which leaves the page.
 */
export function ConfirmIdentityDialog({ onConfirmed, onCancel }: Props) {
  const t = useTranslations('people.identity')
  const user = useCurrentUser()
  const method = user?.hasPassword ? 'password' : user?.secondFactor ? 'code' : 'provider'
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog title={t('title')} onClose={onCancel} initialFocus={field}>
      <div className="px-4 py-3">
        {method === 'provider' ? (
          <ProviderForm />
        ) : (
          <SecretForm
            method={method}
            email={user?.email ?? ''}
            field={field}
            onConfirmed={onConfirmed}
          />
        )}
      </div>
    </Dialog>
  )
}

type SecretProps = {
  method: 'password' | 'code'
  email: string
  field: RefObject<HTMLInputElement | null>
  onConfirmed: () => void
}

function SecretForm({ method, email, field, onConfirmed }: SecretProps) {
  const t = useTranslations('people.identity')
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const problemMessage = useProblemMessage(problem, clearProblem)
  const [missing, setMissing] = useState(false)
  const isPassword = method === 'password'

  async function submit(event: FormEvent<HTMLFormElement>) {
    const secret = formValues(event)(method)
    setMissing(secret === '')
    clearProblem()
    const confirm = () => call('reauthenticate', { body: { [method]: secret } })
    const done = secret !== '' && (await run(confirm))
    if (done) onConfirmed()
    else field.current?.focus()
  }

  const error = missing ? t(isPassword ? 'missing' : 'missingCode') : problemMessage
  return (
    <form onSubmit={submit} noValidate className="grid max-w-sm">
      <p className="mb-2">{t(isPassword ? 'text' : 'codeText')}</p>
      <input hidden name="username" autoComplete="username" defaultValue={email} />
      {isPassword ? (
        <PasswordField
          ref={field}
          id="identity-secret"
          name="password"
          label={t('password')}
          autoComplete="current-password"
          error={error}
        />
      ) : (
        <CodeField ref={field} id="identity-secret" label={t('code')} error={error} />
      )}
      <LoadingButton type="submit" variant="primary" loading={isRunning}>
        {t('submit')}
      </LoadingButton>
    </form>
  )
}

function ProviderForm() {
  const t = useTranslations('people.identity')
  const problemText = useTranslations('problems')
  const { isRunning, problem, run } = useAsyncAction()
  async function redirect() {
    const { url } = await call('reauthenticate', { body: { returnTo: location.pathname } })
    if (url) location.assign(url)
  }
  return (
    <div className="grid max-w-sm gap-2">
      <p>{t('providerText')}</p>
      <LoadingButton variant="primary" loading={isRunning} onClick={() => run(redirect)}>
        {t('provider')}
      </LoadingButton>
      {problem ? (
        <p className="text-bad text-sm">{problemText(problem.code, problem.details.params)}</p>
      ) : null}
    </div>
  )
}
