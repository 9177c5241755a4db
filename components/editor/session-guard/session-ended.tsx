'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { lazily } from '@/components/ui/lazily'
import { announce } from '@/lib/client/browser/announce'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import type { EditorFlow } from '../use-editor-flow'
import { useSessionElsewhere } from './use-session-elsewhere'

const SignInDialog = lazily(() => import('./sign-in-dialog').then((m) => m.SignInDialog))
const OtherPerson = lazily(() => import('./other-person').then((m) => m.OtherPerson))

type Props = {
  flow: Pick<EditorFlow, 'retry'>
  /** Whoever opened the room. */
  begun: Self | null
  /** A save was refused for it; it goes on after signing in. */
  saving: boolean
  onRead: () => Promise<unknown>
}

/**
 * The session is over and the editor is as it was. A save that was refused for it opens the dialog; found out by a
 * read, the dialog waits while somebody types: the rest of the word must not land in another field. Who turns out to
 * be somebody else is told before anything goes on.
 */
export function SessionEnded({ flow, begun, saving, onRead }: Props) {
  const t = useTranslations('signIn.ended')
  const router = useRouter()
  const [layer, setLayer] = useState<'sign-in' | Self | null>(saving ? 'sign-in' : null)
  const close = () => setLayer(null)

  const found = useEffectEvent((refusedSave: boolean) => {
    if (refusedSave || !document.activeElement?.matches('input, textarea')) setLayer('sign-in')
    else announce(`${t('bannerTitle')} ${t('banner')}`, 'assertive')
  })
  useEffect(() => found(saving), [saving])

  function signedIn(person: Self) {
    // The bar above and what is hidden by role follow; what is typed stays.
    router.refresh()
    if (begun && person.id !== begun.id) setLayer(person)
    else goOn()
  }

  function goOn() {
    close()
    announce(t('on'))
    if (saving) flow.retry()
    else void onRead()
  }

  const look = useSessionElsewhere(layer === null || layer === 'sign-in', signedIn)
  return (
    <>
      <Notice tone="warn" title={t('bannerTitle')}>
        <p>{t('banner')}</p>
        <div className="flex flex-wrap gap-2 py-0.5">
          <Button
            size="small"
            look="primary"
            onClick={async () => (await look()) || setLayer('sign-in')}
          >
            {t('open')}
          </Button>
        </div>
      </Notice>
      {layer === 'sign-in' ? (
        <SignInDialog email={begun?.email} saving={saving} onClose={close} onDone={signedIn} />
      ) : null}
      {begun && layer && layer !== 'sign-in' ? (
        <OtherPerson before={begun} now={layer} saving={saving} onClose={close} onGoOn={goOn} />
      ) : null}
    </>
  )
}
