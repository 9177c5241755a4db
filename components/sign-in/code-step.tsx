'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { BusyButton } from '@/components/ui/buttons/loading-button'
import { TextField } from '@/components/ui/fields/text-field'
import { call } from '@/lib/client/api/api'
import { textsOf } from '@/lib/client/browser/form-values'
import { useAttempt } from '@/lib/client/hooks/use-async-action'
import { useSentence } from '@/lib/client/hooks/use-problem-message'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import type { Step } from './password-step'

type Props = Step & { onDone: (person: Self) => void; onStartOver: () => void }

/** The second factor: the app's six digits, or one of the codes kept for the day without a phone. */
export function CodeStep({ onDone, onStartOver, onFailed }: Props) {
  const t = useTranslations('signIn')
  const { busy, problem, attempt, forget } = useAttempt()
  const [backup, setBackup] = useState(false)
  const [missing, setMissing] = useState(false)
  const refused = useSentence(problem, () => {
    forget()
    onFailed?.(false)
  })
  useEffect(() => document.getElementById(backup ? 'backup-code' : 'code')?.focus(), [backup])
  const id = backup ? 'backup-code' : 'code'

  async function submit(event: FormEvent<HTMLFormElement>) {
    // Apps show the digits in two groups, and people type what they see.
    const code = textsOf(event)('code').replace(/\s/g, '')
    setMissing(code === '')
    forget()
    const door = backup ? 'verifyBackupCode' : 'verifyCode'
    const done =
      code !== '' &&
      (await attempt(async () => onDone((await call(door, { body: { code } })).person)))
    onFailed?.(!done)
    if (!done) document.getElementById(id)?.focus()
  }

  function switchTo(other: boolean) {
    setBackup(other)
    setMissing(false)
    forget()
    onFailed?.(false)
  }

  return (
    <form onSubmit={submit} noValidate className="grid">
      <h2 className="font-semibold">{t('codeTitle')}</h2>
      <p className="mb-2 text-muted text-sm">{t(backup ? 'backupText' : 'codeText')}</p>
      <TextField
        key={id}
        id={id}
        name="code"
        label={t(backup ? 'backupCode' : 'code')}
        autoComplete="one-time-code"
        autoCapitalize="off"
        inputMode={backup ? 'text' : 'numeric'}
        spellCheck={false}
        className="font-mono"
        error={missing ? t('missingCode') : refused}
      />
      <BusyButton type="submit" look="primary" busy={busy}>
        {t('confirm')}
      </BusyButton>
      <div className="mt-2 flex flex-wrap justify-between gap-2">
        <Button look="quiet" size="small" onClick={() => switchTo(!backup)}>
          {t(backup ? 'useApp' : 'useBackup')}
        </Button>
        <Button look="quiet" size="small" onClick={onStartOver}>
          {t('startOver')}
        </Button>
      </div>
    </form>
  )
}
