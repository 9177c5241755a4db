'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { KeptDraftNotice } from '@/components/editor/drafts/kept-draft-notice'
import { Button } from '@/components/ui/buttons/button'
import { PageTitle } from '@/components/ui/page-title'

const ROOM_PATH = /^\/rooms\/([^/]+)$/

/**
 * Shown when a page fails to render. Kept small because every page loads it. `digest` identifies
 * the log line.
 */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations()
  const slug = ROOM_PATH.exec(usePathname())?.[1]
  const ref = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <div className="space-y-3">
      <PageTitle>{t('app.failedTitle')}</PageTitle>
      <p>{t('app.failedText')}</p>
      {ref ? (
        <p className="text-muted text-sm">
          {t('app.reference')}: <code>{ref}</code>
        </p>
      ) : null}
      {slug ? <KeptDraftNotice slug={slug} /> : null}
      <Button onClick={retry}>{t('app.retry')}</Button>
    </div>
  )
}
