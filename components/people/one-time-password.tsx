'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import type { Person } from '@/lib/shared/api/people-endpoints'

type Props = {
  id: string
  person: Pick<Person, 'email'>
  /** Undefined for a person who was added with a password of their own. */
  password: string | undefined
  label: string
  title: ReactNode
  hint: string
  onDone: () => void
}

/** Shows a one-time password. It is shown only here, until it is closed. */
export function OneTimePassword({ id, person, password, label, title, hint, onDone }: Props) {
  const t = useTranslations('people')
  return (
    <section id={id} tabIndex={-1} aria-label={label}>
      <Alert tone="good" title={title}>
        {password ? (
          <>
            <p>{hint}</p>
            <dl className="grid grid-cols-[auto_1fr] gap-x-3">
              <dt className="text-muted">{t('email')}</dt>
              <dd className="min-w-0 break-all font-mono">{person.email}</dd>
              <dt className="text-muted">{t('password')}</dt>
              <dd className="min-w-0 break-all font-mono">{password}</dd>
            </dl>
          </>
        ) : null}
        <div className="flex flex-wrap gap-2 py-0.5">
          {password ? (
            <>
              <CopyButton showsLabel text={password} label={t('copyPassword')} />
              <CopyButton showsLabel text={`${person.email}\n${password}`} label={t('copyBoth')} />
            </>
          ) : null}
          <Button size="small" variant="quiet" onClick={onDone}>
            {t('done')}
          </Button>
        </div>
      </Alert>
    </section>
  )
}
