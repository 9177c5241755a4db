'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { CodeField } from '@/components/ui/fields/code-field'
import { call } from '@/lib/client/api/api-client'
import { formValues } from '@/lib/client/browser/form-values'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { useProblemMessage } from '@/lib/client/hooks/use-problem-message'
import { useEarlySubmit } from '@/lib/client/resilience/use-early-submit'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import type { StepProps } from './password-step'

type Props = StepProps & { onDone: (person: CurrentUser) => Promise<void>; onStartOver: () => void }

/** Two-step verification: the six digits of the app, or a backup code. */
export function CodeStep({ onDone, onStartOver, onFailed }: Props) {
  const t = useTranslations('signIn')
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const [usesBackupCode, setUsesBackupCode] = useState(false)
  const [missing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const earlyInputProps = useEarlySubmit(form)
  const problemMessage = useProblemMessage(problem, () => {
    clearProblem()
    onFailed?.(false)
  })
  useEffect(
    () => document.getElementById(usesBackupCode ? 'backup-code' : 'code')?.focus(),
    [usesBackupCode],
  )
  const id = usesBackupCode ? 'backup-code' : 'code'

  async function submit(event: FormEvent<HTMLFormElement>) {
    // Apps show the digits in two groups, and people type the space.
    const code = formValues(event)('code').replace(/\s/g, '')
    setMissing(code === '')
    clearProblem()
    const endpoint = usesBackupCode ? 'verifyBackupCode' : 'verifyCode'
    const done =
      code !== '' &&
      (await run(async () => onDone((await call(endpoint, { body: { code } })).person)))
    onFailed?.(!done)
    if (!done) document.getElementById(id)?.focus()
  }

  function switchMethod(other: boolean) {
    setUsesBackupCode(other)
    setMissing(false)
    clearProblem()
    onFailed?.(false)
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid">
      <h2 className="font-semibold">{t('codeTitle')}</h2>
      <p className="mb-2 text-muted text-sm">{t(usesBackupCode ? 'backupText' : 'codeText')}</p>
      <CodeField
        {...earlyInputProps}
        key={id}
        id={id}
        label={t(usesBackupCode ? 'backupCode' : 'code')}
        inputMode={usesBackupCode ? 'text' : 'numeric'}
        error={missing ? t('missingCode') : problemMessage}
      />
      <LoadingButton type="submit" variant="primary" loading={isRunning}>
        {t('confirm')}
      </LoadingButton>
      <div className="mt-2 flex flex-wrap justify-between gap-2">
        <Button variant="quiet" size="small" onClick={() => switchMethod(!usesBackupCode)}>
          {t(usesBackupCode ? 'useApp' : 'useBackup')}
        </Button>
        <Button variant="quiet" size="small" onClick={onStartOver}>
          {t('startOver')}
        </Button>
      </div>
    </form>
  )
}
