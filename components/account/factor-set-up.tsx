'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { BusyButton } from '@/components/ui/buttons/loading-button'
import { TextField } from '@/components/ui/fields/text-field'
import { lazily } from '@/components/ui/lazily'
import { call, type Reply } from '@/lib/client/api/api'
import { textsOf } from '@/lib/client/browser/form-values'
import { useAttempt } from '@/lib/client/hooks/use-async-action'
import { useSentence } from '@/lib/client/hooks/use-problem-message'

const QrCode = lazily(() => import('./qr-code').then((module) => module.QrCode))

type Props = { begun: Reply<'enableSecondFactor'>; onDone: () => void; onCancel: () => void }

/** The three steps to a second factor: into the app, codes for the day without a phone, and the proof that it works. */
export function FactorSetUp({ begun: { totpUri, backupCodes }, onDone, onCancel }: Props) {
  const t = useTranslations()
  const { busy, problem, attempt, forget } = useAttempt()
  const refused = useSentence(problem, forget)
  const [missing, setMissing] = useState(false)
  const secret = new URL(totpUri).searchParams.get('secret') ?? ''
  useEffect(() => document.getElementById('factor-scan')?.focus(), [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    const code = textsOf(event)('code').replace(/\s/g, '')
    setMissing(code === '')
    forget()
    const done =
      code !== '' && (await attempt(() => call('confirmSecondFactor', { body: { code } })))
    if (done) onDone()
    else document.getElementById('factor-code')?.focus()
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-4 border-line border-t pt-3">
      <div className="space-y-2">
        <h3 id="factor-scan" tabIndex={-1} className="font-medium">
          {t('account.factor.scanTitle')}
        </h3>
        <QrCode text={totpUri} label={t('account.factor.scanAlt')} />
        <p className="text-sm">
          {t('account.factor.secret')}: <code>{grouped(secret)}</code>{' '}
          <CopyButton text={secret} label={t('account.factor.copySecret')} />
        </p>
      </div>
      <div className="space-y-2">
        <h3 className="font-medium">{t('account.factor.codesTitle')}</h3>
        <p className="text-muted text-sm">{t('account.factor.codesText')}</p>
        <ul className="grid max-w-sm grid-cols-2 gap-x-6 font-mono text-sm">
          {backupCodes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyButton wordy text={backupCodes.join('\n')} label={t('account.factor.copyCodes')} />
      </div>
      <div className="grid max-w-sm">
        <h3 className="mb-1 font-medium">{t('account.factor.confirmTitle')}</h3>
        <TextField
          id="factor-code"
          name="code"
          label={t('account.factor.code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          spellCheck={false}
          className="font-mono"
          error={missing ? t('signIn.missingCode') : refused}
        />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" look="primary" busy={busy}>
            {t('account.factor.confirm')}
          </BusyButton>
          <Button look="quiet" onClick={onCancel}>
            {t('account.factor.cancel')}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** In fours, so that it can be read off; apps leave the blanks out. */
const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret
