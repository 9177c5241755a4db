'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { call, type Reply } from '@/lib/client/api/api'
import { announce } from '@/lib/client/browser/announce'
import { focusSoon } from '@/lib/client/browser/focus'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import { FactorSetUp } from './factor-set-up'
import { PasswordAsk } from './password-ask'
import { Section } from './section'

/** A code from a phone at each sign-in: set up in three steps, or turned off, both with the password. */
export function SecondFactor({ self }: { self: Self }) {
  const t = useTranslations('account.factor')
  const router = useRouter()
  const [on, setOn] = useState(self.secondFactor)
  const [asking, setAsking] = useState(false)
  const [begun, setBegun] = useState<Reply<'enableSecondFactor'> | null>(null)

  function settle(now: boolean) {
    setOn(now)
    setAsking(false)
    setBegun(null)
    announce(t(now ? 'turnedOn' : 'turnedOff'))
    focusSoon('factor-act')
    router.refresh()
  }

  async function withPassword(password: string) {
    const body = { password }
    if (on) {
      await call('disableSecondFactor', { body })
      settle(false)
    } else {
      setBegun(await call('enableSecondFactor', { body }))
      setAsking(false)
    }
  }

  if (!self.hasPassword)
    return (
      <Section id="factor" title={t('title')}>
        <p className="text-muted">{t('needsPassword')}</p>
      </Section>
    )
  return (
    <Section id="factor" title={t('title')}>
      <p className="text-muted">{t(on ? 'on' : 'off')}</p>
      {begun ? (
        <FactorSetUp begun={begun} onDone={() => settle(true)} onCancel={() => setBegun(null)} />
      ) : asking ? (
        <PasswordAsk
          text={on ? t('disableText') : undefined}
          act={t(on ? 'disableAct' : 'goOn')}
          email={self.email}
          onPassword={withPassword}
          onCancel={() => {
            setAsking(false)
            focusSoon('factor-act')
          }}
        />
      ) : (
        <Button id="factor-act" onClick={() => setAsking(true)}>
          {t(on ? 'disable' : 'begin')}
        </Button>
      )}
    </Section>
  )
}
