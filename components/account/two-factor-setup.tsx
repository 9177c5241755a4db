'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { TextField } from '@/components/ui/fields/text-field'
import { call, type ResponseBody } from '@/lib/client/api/api-client'
import { formValues } from '@/lib/client/browser/form-values'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { useProblemMessage } from '@/lib/client/hooks/use-problem-message'
import { QrCode } from './qr-code'

type Props = { setup: ResponseBody<'enableSecondFactor'>; onDone: () => void; onCancel: () => void }

/** Sets up two-step verification: scan the QR code, store the backup codes, confirm with a code. */
export function TwoFactorSetup({ setup: { totpUri, backupCodes }, onDone, onCancel }: Props) {
  const t = useTranslations()
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const problemMessage = useProblemMessage(problem, clearProblem)
  const [missing, setMissing] = useState(false)
  const secret = new URL(totpUri).searchParams.get('secret') ?? ''
  useEffect(() => document.getElementById('factor-scan')?.focus(), [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    const code = formValues(event)('code').replace(/\s/g, '')
    setMissing(code === '')
    clearProblem()
    const done = code !== '' && (await run(() => call('confirmSecondFactor', { body: { code } })))
    if (done) onDone()
    else document.getElementById('factor-code')?.focus()
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-4 border-line border-t pt-3">
      <div className="space-y-2">
        <h3 id="factor-scan" tabIndex={-1} className="font-medium">
          {t('account.twoFactor.scanTitle')}
        </h3>
        <QrCode text={totpUri} label={t('account.twoFactor.scanAlt')} />
        <p className="text-sm">
          {t('account.twoFactor.secret')}: <code>{groupInFours(secret)}</code>{' '}
          <CopyButton text={secret} label={t('account.twoFactor.copySecret')} />
        </p>
      </div>
      <div className="space-y-2">
        <h3 className="font-medium">{t('account.twoFactor.codesTitle')}</h3>
        <p className="text-muted text-sm">{t('account.twoFactor.codesText')}</p>
        <ul className="grid max-w-sm grid-cols-2 gap-x-6 font-mono text-sm">
          {backupCodes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyButton
          showsLabel
          text={backupCodes.join('\n')}
          label={t('account.twoFactor.copyCodes')}
        />
      </div>
      <div className="grid max-w-sm">
        <h3 className="mb-1 font-medium">{t('account.twoFactor.confirmTitle')}</h3>
        <TextField
          id="factor-code"
          name="code"
          label={t('account.twoFactor.code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          spellCheck={false}
          className="font-mono"
          error={missing ? t('signIn.missingCode') : problemMessage}
        />
        <div className="flex flex-wrap gap-2">
          <LoadingButton type="submit" variant="primary" loading={isRunning}>
            {t('account.twoFactor.confirm')}
          </LoadingButton>
          <Button variant="quiet" onClick={onCancel}>
            {t('account.twoFactor.cancel')}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** Groups of four are easier to type; apps ignore the spaces. */
const groupInFours = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret
