'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { BusyButton } from '@/components/ui/buttons/loading-button'
import { PasswordField } from '@/components/ui/fields/password-field'
import { call } from '@/lib/client/api/api'
import { announce } from '@/lib/client/browser/announce'
import { textsOf } from '@/lib/client/browser/form-values'
import { useHydrated } from '@/lib/client/hooks/hydrated'
import { useAttempt } from '@/lib/client/hooks/use-async-action'
import { useSentence } from '@/lib/client/hooks/use-problem-message'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { Section } from './section'

type Lack = 'current' | 'next' | 'short' | null

/** Another password. Where it had to be chosen, the console opens afterwards. */
export function PasswordForm({ self }: { self: Self }) {
  const t = useTranslations('account.password')
  const sentence = useTranslations('problems')
  const hydrated = useHydrated()
  const form = useRef<HTMLFormElement>(null)
  const { busy, problem, attempt, forget } = useAttempt()
  const refused = useSentence(problem, forget)
  const [lack, setLack] = useState<Lack>(null)
  const [count, setCount] = useState(0)
  const [changed, setChanged] = useState(false)
  const limit = LIMITS.passwordCharacters
  const aboutNext = problem?.code === 'password.too-short' || problem?.code === 'password.unchanged'

  async function submit(event: FormEvent<HTMLFormElement>) {
    const text = textsOf(event)
    const body = { currentPassword: text('current'), newPassword: text('next') }
    const lacks = lackOf(body, limit)
    setLack(lacks)
    setChanged(false)
    forget()
    const done = !lacks && (await attempt(() => call('changePassword', { body })))
    if (!done) return focus(lacks === null || lacks === 'current' ? 'current' : 'next')
    if (self.mustChangePassword) return location.assign('/')
    form.current?.reset()
    setCount(0)
    setChanged(true)
    announce(t('changed'))
  }

  if (!self.hasPassword)
    return (
      <Section id="password" title={t('title')}>
        <p className="text-muted">{t('none')}</p>
      </Section>
    )
  return (
    <Section id="password" title={t('title')}>
      <form ref={form} onSubmit={submit} noValidate>
        <fieldset disabled={!hydrated} className="grid max-w-sm">
          {/* Managers look here for whose password this is. */}
          <input hidden name="username" autoComplete="username" defaultValue={self.email} />
          <PasswordField
            id="current"
            name="current"
            label={t(self.mustChangePassword ? 'oneTime' : 'current')}
            autoComplete="current-password"
            error={lack === 'current' ? t('missing') : aboutNext ? undefined : refused}
          />
          <PasswordField
            id="next"
            name="next"
            label={t('next')}
            autoComplete="new-password"
            onChange={(event) => setCount([...event.target.value].length)}
            hint={count > 0 && count < limit ? t('count', { count, limit }) : t('hint', { limit })}
            error={
              lack === 'next'
                ? t('missingNext')
                : lack === 'short' && count < limit
                  ? sentence('password.too-short', { limit })
                  : aboutNext
                    ? refused
                    : undefined
            }
          />
          <div className="flex flex-wrap items-center gap-3">
            <BusyButton type="submit" look="primary" busy={busy}>
              {t('change')}
            </BusyButton>
            <p className={changed ? 'text-good text-sm' : 'text-muted text-sm'}>
              {t(changed ? 'changed' : 'others')}
            </p>
          </div>
        </fieldset>
      </form>
    </Section>
  )
}

function lackOf(body: { currentPassword: string; newPassword: string }, limit: number): Lack {
  if (body.currentPassword === '') return 'current'
  if (body.newPassword === '') return 'next'
  return [...body.newPassword].length < limit ? 'short' : null
}

const focus = (id: string) => document.getElementById(id)?.focus()
