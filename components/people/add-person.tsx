'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { BusyButton } from '@/components/ui/buttons/loading-button'
import { TextField } from '@/components/ui/fields/text-field'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import { call, type Reply } from '@/lib/client/api/api'
import { textsOf } from '@/lib/client/browser/form-values'
import { useAttempt } from '@/lib/client/hooks/use-async-action'
import { roleFrom } from '@/lib/shared/access/roles'
import { RoleChoice } from './role-choice'

type Props = { onAdded: (reply: Reply<'addPerson'>) => void; onCancel: () => void }

/** Lets somebody in, with a password that is made for them. */
export function AddPerson({ onAdded, onCancel }: Props) {
  const t = useTranslations()
  const { busy, problem, attempt } = useAttempt()
  const [missing, setMissing] = useState<'name' | 'email' | null>(null)
  const wrongEmail = problem?.code === 'person.exists' || problem?.code === 'person.not-an-email'
  const at = missing ?? (wrongEmail ? 'email' : null)
  useEffect(() => document.getElementById('person-name')?.focus(), [])
  useEffect(() => {
    if (at) document.getElementById(`person-${at}`)?.focus()
  }, [at])

  async function submit(event: FormEvent<HTMLFormElement>) {
    const text = textsOf(event)
    const body = {
      name: text('name').trim(),
      email: text('email').trim(),
      role: roleFrom(text('role')) ?? 'viewer',
    }
    const lacks = body.name === '' ? 'name' : body.email === '' ? 'email' : null
    setMissing(lacks)
    if (!lacks) await attempt(async () => onAdded(await call('addPerson', { body })))
  }

  return (
    <form
      noValidate
      onSubmit={submit}
      aria-label={t('people.add')}
      className="space-y-3 rounded-md border border-line bg-surface px-4 py-3"
    >
      <div className="grid gap-x-3 sm:grid-cols-2 sm:grid-rows-[auto_auto]">
        <TextField
          id="person-name"
          name="name"
          label={t('people.name')}
          hint={t('people.nameHint')}
          autoComplete="off"
          dir="auto"
          error={missing === 'name' ? t('people.missingName') : undefined}
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
            missing === 'email'
              ? t('people.missingEmail')
              : wrongEmail
                ? t(`problems.${problem.code}`)
                : undefined
          }
        />
      </div>
      <RoleChoice legend={t('people.role')} initial="viewer" />
      {problem && !wrongEmail ? <ProblemNotice problem={problem} /> : null}
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" look="primary" busy={busy}>
          {t('people.submit')}
        </BusyButton>
        <Button look="quiet" onClick={onCancel}>
          {t('people.cancel')}
        </Button>
      </div>
    </form>
  )
}
