'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { call } from '@/lib/client/api/api-client'
import { announce } from '@/lib/client/browser/announce'
import { removePersonalData } from '@/lib/client/browser/personal-data'
import { KEEP_DRAFT_NOW } from '@/lib/client/drafts/draft-events'
import { useCurrentUser } from '@/lib/client/hooks/current-user'

/**
 * Ends the session, removes what the browser keeps of this person, and loads a new page, so that
 * none of their data stays in memory. Asks first if there are unsaved changes. Mount it to start.
 */
export function SignOutSteps({ onStay }: { onStay: () => void }) {
  const t = useTranslations('signOut')
  const userId = useCurrentUser()?.id ?? ''
  const [failed, setFailed] = useState(false)
  const [draftedRooms, setDraftedRooms] = useState(0)
  const hasStarted = useRef(false)

  async function signOut() {
    setFailed(false)
    try {
      await call('signOut')
      await removePersonalData(userId)
      location.assign('/sign-in')
    } catch {
      setFailed(true)
      announce(t('failed'), 'assertive')
    }
  }

  const onStart = useEffectEvent(async () => {
    const count = await countDraftedRooms(userId)
    if (count === 0) return signOut()
    setDraftedRooms(count)
    announce(t('drafts', { count }), 'assertive')
  })
  useEffect(() => {
    if (hasStarted.current) return
    hasStarted.current = true
    void onStart()
  }, [])

  return (
    <>
      {draftedRooms > 0 ? (
        <div className="space-y-1.5 px-2.5 py-1 text-sm">
          <p>{t('drafts', { count: draftedRooms })}</p>
          <div className="flex flex-wrap gap-1.5">
            <Button size="small" variant="danger" onClick={signOut}>
              {t('anyway')}
            </Button>
            <Button size="small" onClick={onStay}>
              {t('stay')}
            </Button>
          </div>
        </div>
      ) : null}
      {failed ? <p className="px-2.5 py-1 text-bad text-sm">{t('failed')}</p> : null}
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
