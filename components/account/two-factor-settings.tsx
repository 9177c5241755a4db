'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { call, type ResponseBody } from '@/lib/client/api/api-client'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { ConfirmPassword } from './confirm-password'
import { SettingsSection } from './settings-section'
import { TwoFactorSetup } from './two-factor-setup'

/** Turns two-step verification on with the password, or off with the password and a code. */
export function TwoFactorSettings({ currentUser }: { currentUser: CurrentUser }) {
  const t = useTranslations('account.twoFactor')
  const router = useRouter()
  const [isOn, setIsOn] = useState(currentUser.secondFactor)
  const [isConfirming, setIsConfirming] = useState(false)
  const [setup, setSetup] = useState<ResponseBody<'enableSecondFactor'> | null>(null)

  function finish(nowOn: boolean) {
    setIsOn(nowOn)
    setIsConfirming(false)
    setSetup(null)
    announce(t(nowOn ? 'turnedOn' : 'turnedOff'))
    focusWhenReady('factor-act')
    router.refresh()
  }

  async function onConfirmed(password: string, code: string) {
    if (isOn) {
      await call('disableSecondFactor', { body: { password, code } })
      finish(false)
    } else {
      setSetup(await call('enableSecondFactor', { body: { password } }))
      setIsConfirming(false)
    }
  }

  if (!currentUser.hasPassword)
    return (
      <SettingsSection id="factor" title={t('title')}>
        <p className="text-muted">{t('needsPassword')}</p>
      </SettingsSection>
    )
  return (
    <SettingsSection id="factor" title={t('title')}>
      <p className="text-muted">{t(isOn ? 'on' : 'off')}</p>
      {setup ? (
        <TwoFactorSetup setup={setup} onDone={() => finish(true)} onCancel={() => setSetup(null)} />
      ) : isConfirming ? (
        <ConfirmPassword
          text={isOn ? t('disableText') : undefined}
          submitLabel={t(isOn ? 'confirmDisable' : 'continue')}
          email={currentUser.email}
          asksCode={isOn}
          onConfirmed={onConfirmed}
          onCancel={() => {
            setIsConfirming(false)
            focusWhenReady('factor-act')
          }}
        />
      ) : (
        <Button id="factor-act" onClick={() => setIsConfirming(true)}>
          {t(isOn ? 'disable' : 'setUp')}
        </Button>
      )}
    </SettingsSection>
  )
}
