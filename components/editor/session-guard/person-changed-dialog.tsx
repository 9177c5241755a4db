'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { isoMedium as iso } from '@/components/ui/rich-text-tags'
import { hasPermission } from '@/lib/shared/access/roles'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'

type Props = {
  openedBy: CurrentUser
  newPerson: CurrentUser
  wasSaveRefused: boolean
  onClose: () => void
  onContinue: () => void
}

/** Asks a newly signed-in person to confirm before the draft is saved in their name. */
export function PersonChangedDialog({
  openedBy,
  newPerson,
  wasSaveRefused,
  onClose,
  onContinue,
}: Props) {
  const t = useTranslations('signIn.sessionEnded')
  const tRole = useTranslations('nav.roles')
  const maySave = hasPermission(newPerson.role, 'metadata.save')
  return (
    <Dialog title={t('otherTitle')} onClose={onClose}>
      <div className="space-y-2 px-4 py-4">
        <p>
          {t.rich('otherText', {
            before: openedBy.name,
            now: newPerson.name,
            role: tRole(newPerson.role),
            iso,
          })}
        </p>
        {maySave ? null : <p className="font-medium text-warn">{t('otherMayNot')}</p>}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
        <Button variant="quiet" onClick={onClose}>
          {t('notNow')}
        </Button>
        <Button variant="primary" onClick={onContinue}>
          {t.rich(wasSaveRefused && maySave ? 'saveAs' : 'continueAs', {
            now: newPerson.name,
            iso,
          })}
        </Button>
      </footer>
    </Dialog>
  )
}
