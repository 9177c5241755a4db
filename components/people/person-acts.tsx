'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { call } from '@/lib/client/api/api'
import type { Person } from '@/lib/shared/api/people-endpoints'

/** Does something to a person and tells it in the words given. True when it went through. */
export type Act = (
  act: () => Promise<{ person: Person }>,
  words: (person: Person) => string,
) => Promise<boolean>

type Props = {
  person: Person
  own: boolean
  busy: boolean
  choosing: boolean
  onChoose: () => void
  act: Act
}

/** What an administrator can do to somebody. To themselves only a little: out of their own page they could not come back. */
export function PersonActs({ person, own, busy, choosing, onChoose, act }: Props) {
  const t = useTranslations('people')
  const { id, name, disabled } = person
  const path = { id }

  const setDisabled = () =>
    act(
      () => call('changePerson', { path, body: { disabled: !disabled } }),
      (after) => t(after.disabled ? 'disabledNow' : 'enabledNow', { name }),
    )
  const endSessions = () =>
    act(
      () => call('endSessions', { path }),
      () => t('sessionsEnded', { name }),
    )

  return (
    <div className="flex flex-wrap gap-1" aria-busy={busy}>
      <Button
        id={`role-of-${id}`}
        size="small"
        aria-label={t('changeOf', { name })}
        aria-expanded={choosing}
        onClick={onChoose}
      >
        {t('change')}
      </Button>
      {own ? null : (
        <>
          <Button
            size="small"
            look={disabled ? 'secondary' : 'danger'}
            aria-label={t(disabled ? 'enableOf' : 'disableOf', { name })}
            onClick={setDisabled}
          >
            {t(disabled ? 'enable' : 'disable')}
          </Button>
          {disabled ? null : (
            <Button
              size="small"
              look="quiet"
              aria-label={t('endSessionsOf', { name })}
              onClick={endSessions}
            >
              {t('endSessions')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
