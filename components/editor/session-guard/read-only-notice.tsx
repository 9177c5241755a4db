'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { CopyDraftButton } from '../drafts/copy-draft-button'
import { useEditor } from '../editor-context'

/** Explains why the user cannot edit: the role is viewer, or it was changed while editing. */
export function ReadOnlyNotice({ onRefresh }: { onRefresh: () => void }) {
  const t = useTranslations('locked')
  const tRole = useTranslations('nav.roles')
  const router = useRouter()
  const user = useCurrentUser()
  const { isViewer } = useEditor()
  if (isViewer)
    return (
      <Alert tone="info" title={t('viewing')}>
        <p>{t('viewingText', { role: user ? tRole(user.role) : '' })}</p>
      </Alert>
    )

  /** Reads the user again as well, because an administrator may have restored the role. */
  function refresh() {
    onRefresh()
    router.refresh()
  }

  return (
    <Alert tone="warn" title={t('title')}>
      <p>{t('text')}</p>
      <div className="flex flex-wrap gap-2 py-0.5">
        <CopyDraftButton />
        <Button size="small" variant="quiet" onClick={refresh}>
          {t('checkAgain')}
        </Button>
      </div>
    </Alert>
  )
}
