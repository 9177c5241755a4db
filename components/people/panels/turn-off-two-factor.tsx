'use client'

import { useTranslations } from 'next-intl'
import { ConfirmPanel } from '@/components/ui/buttons/confirm-panel'
import { iso } from '@/components/ui/rich-text-tags'
import { call } from '@/lib/client/api/api-client'
import { useIdentityCheck } from '../use-identity-check'
import type { PanelProps } from './row-panel'

/** Asks first, because the account is less protected afterwards. */
export function TurnOffTwoFactor({
  person: { id, name },
  isRunning,
  runAction,
  onClose,
}: PanelProps) {
  const t = useTranslations('people')
  const { withIdentityCheck, identityDialog } = useIdentityCheck()

  async function turnOff() {
    const request = { path: { id }, body: { enabled: false } } as const
    const done = await runAction(
      () => withIdentityCheck(() => call('turnOffTwoFactor', request)),
      () => t('twoFactorOff', { name }),
    )
    if (done) onClose()
  }

  return (
    <>
      <ConfirmPanel
        title={t('turnOffTwoFactor')}
        text={t.rich('turnOffTwoFactorText', { name, iso })}
        confirmLabel={t('turnOffTwoFactor')}
        cancelLabel={t('cancel')}
        isRunning={isRunning}
        onConfirm={turnOff}
        onCancel={onClose}
      />
      {identityDialog}
    </>
  )
}
