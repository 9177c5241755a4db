'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { isoMedium as iso } from '@/components/ui/rich-text-tags'
import { hasPermission } from '@/lib/shared/access/roles'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'

type Props = {
  initialUser: CurrentUser
  newUser: CurrentUser
  wasSaveRefused: boolean
  onClose: () => void
  onContinue: () => void
}

/** Asks a newly signed-in person to confirm before the draft is saved in their name. */
export function PersonChangedDialog({
  initialUser,
  newUser,
  wasSaveRefused,
  onClose,
  onContinue,
}: Props) {
  const t = useTranslations('signIn.sessionEnded')
  const tRole = useTranslations('nav.roles')
  const canSave = hasPermission(newUser.role, 'metadata.save')
  return (
    <Dialog title={t('otherTitle')} onClose={onClose}>
      <div className="space-y-2 px-4 py-4">
        <p>
          {t.rich('otherText', {
            before: initialUser.name,
            now: newUser.name,
            role: tRole(newUser.role),
            iso,
          })}
        </p>
        {canSave ? null : <p className="font-medium text-warn">{t('otherMayNot')}</p>}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
        <Button variant="quiet" onClick={onClose}>
          {t('notNow')}
        </Button>
        <Button variant="primary" onClick={onContinue}>
          {t.rich(wasSaveRefused && canSave ? 'saveAs' : 'continueAs', {
            now: newUser.name,
            iso,
          })}
        </Button>
      </footer>
    </Dialog>
  )
}
