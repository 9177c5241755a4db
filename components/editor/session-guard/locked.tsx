'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useSelf } from '@/components/layout/self'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { CopyDraft } from '../drafts/copy-draft'
import { useEditor } from '../editor-context'

/** Why nothing can be typed here: by role from the start, or since the role was taken away in the middle. */
export function Locked({ onLook }: { onLook: () => void }) {
  const t = useTranslations('editor.locked')
  const role = useTranslations('nav.roles')
  const router = useRouter()
  const self = useSelf()
  const { viewing } = useEditor()
  if (viewing)
    return (
      <Notice tone="info" title={t('viewing')}>
        <p>{t('viewingText', { role: self ? role(self.role) : '' })}</p>
      </Notice>
    )

  /** Who sits here is asked anew as well: the role may be back. */
  function look() {
    onLook()
    router.refresh()
  }

  return (
    <Notice tone="warn" title={t('title')}>
      <p>{t('text')}</p>
      <div className="flex flex-wrap gap-2 py-0.5">
        <CopyDraft />
        <Button size="small" look="quiet" onClick={look}>
          {t('look')}
        </Button>
      </div>
    </Notice>
  )
}
