'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { iso } from '@/components/ui/rich-text-tags'
import { call } from '@/lib/client/api/api-client'
import { formValues } from '@/lib/client/browser/form-values'
import { parseRole } from '@/lib/shared/access/roles'
import { RoleRadios } from '../role-radios'
import { useIdentityCheck } from '../use-identity-check'
import type { PanelProps } from './row-panel'

type Props = PanelProps & { isCurrentUser: boolean }

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
    onClose()
    if (isCurrentUser) router.refresh()
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
          <Button size="small" variant="quiet" onClick={onClose}>
            {t('people.cancel')}
          </Button>
        </div>
      </form>
      {identityDialog}
    </>
  )
}
