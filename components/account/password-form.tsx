'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { PasswordField } from '@/components/ui/fields/password-field'
import { call } from '@/lib/client/api/api-client'
import { announce } from '@/lib/client/browser/announce'
import { formValues } from '@/lib/client/browser/form-values'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { useProblemMessage } from '@/lib/client/hooks/use-problem-message'
import { MIN_PASSWORD_CHARACTERS } from '@/lib/shared/access/password-rules'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { SettingsSection } from './settings-section'

type MissingInput = 'current' | 'next' | 'short' | null

/** Changes the password. After a required change it opens the start page. */
export function PasswordForm({ currentUser }: { currentUser: CurrentUser }) {
  const t = useTranslations('account.password')
  const problemText = useTranslations('problems')
  const hydrated = useHydrated()
  const form = useRef<HTMLFormElement>(null)
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const problemMessage = useProblemMessage(problem, clearProblem)
  const [missing, setMissing] = useState<MissingInput>(null)
  const [count, setCount] = useState(0)
  const [changed, setChanged] = useState(false)
  const limit = MIN_PASSWORD_CHARACTERS
  const isAboutNewPassword =
    problem?.code === 'password.too-short' ||
    problem?.code === 'password.too-common' ||
    problem?.code === 'password.unchanged'

  async function submit(event: FormEvent<HTMLFormElement>) {
    const formValue = formValues(event)
    const body = { currentPassword: formValue('current'), newPassword: formValue('next') }
    const found = findMissingInput(body, limit)
    setMissing(found)
    setChanged(false)
    clearProblem()
    const done = !found && (await run(() => call('changePassword', { body })))
    if (!done) return focusField(found === null || found === 'current' ? 'current' : 'next')
    if (currentUser.mustChangePassword) return location.assign('/')
    form.current?.reset()
    setCount(0)
    setChanged(true)
    announce(t('changed'))
  }

  if (!currentUser.hasPassword)
    return (
      <SettingsSection id="password" title={t('title')}>
        <p className="text-muted">{t('none')}</p>
      </SettingsSection>
    )
  return (
    <SettingsSection id="password" title={t('title')}>
      <form ref={form} onSubmit={submit} noValidate>
        <fieldset disabled={!hydrated} className="grid max-w-sm">
          {/* Lets password managers find the account. */}
          <input hidden name="username" autoComplete="username" defaultValue={currentUser.email} />
          <PasswordField
            id="current"
            name="current"
            label={t(currentUser.mustChangePassword ? 'oneTime' : 'current')}
            autoComplete="current-password"
            error={
              missing === 'current' ? t('missing') : isAboutNewPassword ? undefined : problemMessage
            }
          />
          <PasswordField
            id="next"
            name="next"
            label={t('next')}
            autoComplete="new-password"
            onChange={(event) => setCount([...event.target.value].length)}
            hint={count > 0 && count < limit ? t('count', { count, limit }) : t('hint', { limit })}
            error={
              missing === 'next'
                ? t('missingNext')
                : missing === 'short' && count < limit
                  ? problemText('password.too-short', { limit })
                  : isAboutNewPassword
                    ? problemMessage
                    : undefined
            }
          />
          <div className="flex flex-wrap items-center gap-3">
            <LoadingButton type="submit" variant="primary" loading={isRunning}>
              {t('change')}
            </LoadingButton>
            <p className={changed ? 'text-good text-sm' : 'text-muted text-sm'}>
              {t(changed ? 'changed' : 'others')}
            </p>
          </div>
        </fieldset>
      </form>
    </SettingsSection>
  )
}

function findMissingInput(
  body: { currentPassword: string; newPassword: string },
  limit: number,
): MissingInput {
  if (body.currentPassword === '') return 'current'
  if (body.newPassword === '') return 'next'
  return [...body.newPassword].length < limit ? 'short' : null
}

const focusField = (id: string) => document.getElementById(id)?.focus()
