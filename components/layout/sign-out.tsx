'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { call } from '@/lib/client/api/api-client'
import { announce } from '@/lib/client/browser/announce'
import { removePersonalData } from '@/lib/client/browser/personal-data'
import { KEEP_DRAFT_NOW } from '@/lib/client/drafts/draft-events'
import { useCurrentUser } from '@/lib/client/hooks/current-user'

/**
 * Ends the session, removes what the browser keeps of this person, and loads a new page, so that
 * none of their data stays in memory. Asks first if there are unsaved changes.
 */
export function SignOut({ className }: { className: string }) {
  const t = useTranslations('nav')
  const userId = useCurrentUser()?.id ?? ''
  const [failed, setFailed] = useState(false)
  const [draftedRooms, setDraftedRooms] = useState(0)

  async function signOut() {
    setFailed(false)
    try {
      await call('signOut')
      await removePersonalData(userId)
      location.assign('/sign-in')
    } catch {
      setFailed(true)
      announce(t('signOutFailed'), 'assertive')
    }
  }

  async function askOrSignOut() {
    const count = await countDraftedRooms(userId)
    if (count === 0) return signOut()
    setDraftedRooms(count)
    announce(t('signOutDrafts', { count }), 'assertive')
  }

  return (
    <>
      <button type="button" className={className} onClick={askOrSignOut}>
        {t('signOut')}
      </button>
      {draftedRooms > 0 ? (
        <div className="space-y-1.5 px-2.5 py-1 text-sm">
          <p>{t('signOutDrafts', { count: draftedRooms })}</p>
          <div className="flex flex-wrap gap-1.5">
            <Button size="small" variant="danger" onClick={signOut}>
              {t('signOutAnyway')}
            </Button>
            <Button size="small" onClick={() => setDraftedRooms(0)}>
              {t('staySignedIn')}
            </Button>
          </div>
        </div>
      ) : null}
      {failed ? <p className="px-2.5 py-1 text-bad text-sm">{t('signOutFailed')}</p> : null}
    </>
  )
}

/** Zero if the browser refuses storage: then there are no drafts to lose. */
async function countDraftedRooms(userId: string): Promise<number> {
  dispatchEvent(new Event(KEEP_DRAFT_NOW))
  try {
    const { draftStorage } = await import('@/lib/client/drafts/draft-storage')
    const drafts = await draftStorage.list(userId)
    return new Set(drafts.map(({ slug }) => slug)).size
  } catch {
    return 0
  }
}
