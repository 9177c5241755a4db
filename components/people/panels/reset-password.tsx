'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmPanel } from '@/components/ui/buttons/confirm-panel'
import { iso } from '@/components/ui/rich-text-tags'
import { call } from '@/lib/client/api/api-client'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { OneTimePassword } from '../one-time-password'
import { useIdentityCheck } from '../use-identity-check'
import type { PanelProps } from './row-panel'

/** Asks first, then shows the one-time password until it is closed. */
export function ResetPassword({ person, isRunning, runAction, onClose }: PanelProps) {
  const t = useTranslations('people')
  const [password, setPassword] = useState<string | null>(null)
  const { withIdentityCheck, identityDialog } = useIdentityCheck()
  const { id, name } = person

  async function reset() {
    const done = await runAction(
      async () => {
        const response = await withIdentityCheck(() => call('resetPassword', { path: { id } }))
        setPassword(response.password)
        return response
      },
      () => t('passwordReset', { name }),
    )
    if (done) focusWhenReady('reset-one-time-password')
  }

  if (password !== null) {
    return (
      <OneTimePassword
        id="reset-one-time-password"
        person={person}
        password={password}
        label={t('passwordReset', { name })}
        title={t.rich('resetTitle', { name, iso })}
        hint={t('resetHint')}
        onDone={onClose}
      />
    )
  }
  return (
    <>
      <ConfirmPanel
        title={t('resetPassword')}
        text={t.rich('resetPasswordText', { name, iso })}
        confirmLabel={t('resetPassword')}
        cancelLabel={t('cancel')}
        isRunning={isRunning}
        onConfirm={reset}
        onCancel={onClose}
      />
      {identityDialog}
    </>
  )
}
