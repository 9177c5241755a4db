'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { BusyButton } from '@/components/ui/buttons/loading-button'
import { call } from '@/lib/client/api/api'
import { focusSoon } from '@/lib/client/browser/focus'
import { textsOf } from '@/lib/client/browser/form-values'
import { roleFrom } from '@/lib/shared/access/roles'
import type { Person } from '@/lib/shared/api/people-endpoints'
import type { Act } from './person-acts'
import { RoleChoice } from './role-choice'

type Props = { person: Person; own: boolean; busy: boolean; act: Act; onClose: () => void }

/** Another role for somebody: chosen first, then said by a button. */
export function RoleForm({ person: { id, name, role }, own, busy, act, onClose }: Props) {
  const t = useTranslations()
  const router = useRouter()

  async function submit(event: FormEvent<HTMLFormElement>) {
    const chosen = roleFrom(textsOf(event)('role')) ?? role
    const done = await act(
      () => call('changePerson', { path: { id }, body: { role: chosen } }),
      (after) => t('people.roleChanged', { name, role: t(`nav.roles.${after.role}`) }),
    )
    if (!done) return
    close()
    if (own) router.refresh()
  }

  function close() {
    onClose()
    focusSoon(`role-of-${id}`)
  }

  return (
    <form onSubmit={submit} className="space-y-2 border-line border-t pt-2">
      <RoleChoice
        legend={t.rich('people.roleOf', { name, iso: (chunk) => <bdi>{chunk}</bdi> })}
        initial={role}
      />
      {own ? <p className="text-sm text-warn">{t('people.ownRole')}</p> : null}
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" size="small" look="primary" busy={busy}>
          {t('people.save')}
        </BusyButton>
        <Button size="small" look="quiet" onClick={close}>
          {t('people.cancel')}
        </Button>
      </div>
    </form>
  )
}
