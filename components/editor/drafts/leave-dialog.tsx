'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import type { LeaveRequest } from './use-leave-guard'

/** Asks before the user leaves an unsaved draft. The button to stay has the initial focus. */
export function LeaveDialog({ onStay, onLeave }: LeaveRequest) {
  const t = useTranslations('editor.leave')
  const stayButton = useRef<HTMLButtonElement>(null)
  return (
    <Dialog title={t('title')} onClose={onStay} initialFocus={stayButton}>
      <p className="px-4 py-4">{t('text')}</p>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
        <Button variant="danger" onClick={onLeave}>
          {t('leave')}
        </Button>
        <Button ref={stayButton} variant="primary" onClick={onStay}>
          {t('stay')}
        </Button>
      </footer>
    </Dialog>
  )
}
