'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { may } from '@/lib/shared/access/roles'
import type { Self } from '@/lib/shared/api/auth-endpoints'

type Props = {
  before: Self
  now: Self
  saving: boolean
  onClose: () => void
  onGoOn: () => void
}

const iso = (chunk: ReactNode) => <bdi className="font-medium">{chunk}</bdi>

/** A draft begun by one person and about to be saved by another: nothing goes on before that was seen. */
export function OtherPerson({ before, now, saving, onClose, onGoOn }: Props) {
  const t = useTranslations('signIn.ended')
  const role = useTranslations('nav.roles')
  const maySave = may(now.role, 'metadata.save')
  return (
    <Dialog title={t('otherTitle')} onClose={onClose}>
      <div className="space-y-2 px-4 py-4">
        <p>
          {t.rich('otherText', { before: before.name, now: now.name, role: role(now.role), iso })}
        </p>
        {maySave ? null : <p className="font-medium text-warn">{t('otherMayNot')}</p>}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
        <Button look="quiet" onClick={onClose}>
          {t('notNow')}
        </Button>
        <Button look="primary" onClick={onGoOn}>
          {t.rich(saving && maySave ? 'goOnSaving' : 'goOn', { now: now.name, iso })}
        </Button>
      </footer>
    </Dialog>
  )
}
