'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { Card } from '@/components/ui/card'
import { TextField } from '@/components/ui/fields/text-field'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { call, type ResponseBody } from '@/lib/client/api/api-client'
import { formValues } from '@/lib/client/browser/form-values'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { parseRole } from '@/lib/shared/access/roles'
import { RoleRadios } from './role-radios'
import { useIdentityCheck } from './use-identity-check'

type Props = { onAdded: (response: ResponseBody<'addPerson'>) => void; onCancel: () => void }

/** Adds a person. The server creates a one-time password. */
export function AddPerson({ onAdded, onCancel }: Props) {
  const t = useTranslations()
  const { isRunning, problem, run } = useAsyncAction()
  const [missing, setMissing] = useState<readonly ('name' | 'email')[]>([])
  const { withIdentityCheck, identityDialog } = useIdentityCheck()
  const isEmailProblem =
    problem?.code === 'person.exists' || problem?.code === 'person.not-an-email'
  const fieldWithError = missing[0] ?? (isEmailProblem ? 'email' : null)
  useEffect(() => document.getElementById('person-name')?.focus(), [])
  useEffect(() => {
    if (fieldWithError) document.getElementById(`person-${fieldWithError}`)?.focus()
  }, [fieldWithError])

  async function submit(event: FormEvent<HTMLFormElement>) {
    const formValue = formValues(event)
    const body = {
      name: formValue('name').trim(),
      email: formValue('email').trim(),
      role: parseRole(formValue('role')) ?? 'viewer',
    }
    const empty = (['name', 'email'] as const).filter((field) => body[field] === '')
    setMissing(empty)
    if (empty.length > 0) return
    await run(async () => onAdded(await withIdentityCheck(() => call('addPerson', { body }))))
  }

  return (
    <>
      <Card
        as="form"
        noValidate
        onSubmit={submit}
        aria-label={t('people.add')}
        className="space-y-3 px-4 py-3"
      >
        <div className="grid gap-x-3 sm:grid-cols-2 sm:grid-rows-[auto_auto]">
          <TextField
            id="person-name"
            name="name"
            label={t('people.name')}
            hint={t('people.nameHint')}
            autoComplete="off"
            dir="auto"
            error={missing.includes('name') ? t('people.missingName') : undefined}
          />
          <TextField
            id="person-email"
            name="email"
            type="email"
            label={t('people.email')}
            hint={t('people.emailHint')}
            autoComplete="off"
            spellCheck={false}
            error={
              missing.includes('email')
                ? t('people.missingEmail')
                : isEmailProblem
                  ? t(`problems.${problem.code}`)
                  : undefined
            }
          />
        </div>
        <RoleRadios legend={t('people.role')} initial="viewer" />
        {problem && !isEmailProblem ? <ProblemAlert problem={problem} /> : null}
        <div className="flex flex-wrap gap-2">
          <LoadingButton type="submit" variant="primary" loading={isRunning}>
            {t('people.submit')}
          </LoadingButton>
          <Button variant="quiet" onClick={onCancel}>
            {t('people.cancel')}
          </Button>
        </div>
      </Card>
      {identityDialog}
    </>
  )
}
