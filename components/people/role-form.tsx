'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { iso } from '@/components/ui/rich-text-tags'
import { call } from '@/lib/client/api/api-client'
import { focusWhenReady } from '@/lib/client/browser/focus'
import { formValues } from '@/lib/client/browser/form-values'
import { parseRole } from '@/lib/shared/access/roles'
import type { Person } from '@/lib/shared/api/people-endpoints'
import type { RunAction } from './person-actions'
import { RoleRadios } from './role-radios'
import { useIdentityCheck } from './use-identity-check'

type Props = {
  person: Person
  isCurrentUser: boolean
  isRunning: boolean
  runAction: RunAction
  onClose: () => void
}

/** Changes the role of a person. */
export function RoleForm({
  person: { id, name, role },
  isCurrentUser,
  isRunning,
  runAction,
  onClose,
}: Props) {
  const t = useTranslations()
  const router = useRouter()
  const { withIdentityCheck, identityDialog } = useIdentityCheck()

  async function submit(event: FormEvent<HTMLFormElement>) {
    const chosen = parseRole(formValues(event)('role')) ?? role
    const done = await runAction(
      () => withIdentityCheck(() => call('changePerson', { path: { id }, body: { role: chosen } })),
      (after) => t('people.roleChanged', { name, role: t(`nav.roles.${after.role}`) }),
    )
    if (!done) return
    close()
    if (isCurrentUser) router.refresh()
  }

  function close() {
    onClose()
    focusWhenReady(`role-of-${id}`)
  }

  return (
    <>
      <form onSubmit={submit} className="space-y-2 border-line border-t pt-2">
        <RoleRadios legend={t.rich('people.roleOf', { name, iso })} initial={role} />
        {isCurrentUser ? <p className="text-sm text-warn">{t('people.ownRole')}</p> : null}
        <div className="flex flex-wrap gap-2">
          <LoadingButton type="submit" size="small" variant="primary" loading={isRunning}>
            {t('people.save')}
          </LoadingButton>
          <Button size="small" variant="quiet" onClick={close}>
            {t('people.cancel')}
          </Button>
        </div>
      </form>
      {identityDialog}
    </>
  )
}
