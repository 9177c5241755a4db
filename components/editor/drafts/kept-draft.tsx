'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import type { DraftRecord } from '@/lib/client/drafts/draft-record'
import { draftStorage } from '@/lib/client/drafts/draft-storage'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { formatDraft } from './format-draft'
import { SavedAt } from './saved-at'

/** Offers to copy the newest draft of a room whose editor cannot be shown. */
export function KeptDraft({ slug }: { slug: string }) {
  const t = useTranslations('drafts')
  const userId = useCurrentUser()?.id
  const [draft, setDraft] = useState<{ record: DraftRecord; readAt: number } | null>(null)
  useEffect(() => {
    if (userId === undefined) return
    draftStorage.list(userId, slug).then(
      ([newest]) => setDraft(newest ? { record: newest, readAt: Date.now() } : null),
      // Nothing is said about drafts that cannot be read.
      () => undefined,
    )
  }, [userId, slug])
  if (!draft) return null
  const { savedAt, rows, importText } = draft.record
  return (
    <div className="space-y-1.5">
      <p>{t.rich('kept', { when: () => <SavedAt at={savedAt} now={draft.readAt} /> })}</p>
      <CopyButton showsLabel text={formatDraft(rows, importText)} label={t('copyKept')} />
    </div>
  )
}
