'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { iso } from '@/components/ui/rich-text-tags'
import type { ResponseBody } from '@/lib/client/api/api-client'

type Props = { added: ResponseBody<'addPerson'>; onDone: () => void }

/** Shows the one-time password of a new person. It is shown only here, until it is closed. */
export function OneTimePassword({ added: { person, password }, onDone }: Props) {
  const t = useTranslations('people')
  return (
    <section id="one-time-password" tabIndex={-1} aria-label={t('added', { name: person.name })}>
      <Alert tone="good" title={t.rich('passwordTitle', { name: person.name, iso })}>
        {password ? (
          <>
            <p>{t('passwordText')}</p>
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
