'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { call } from '@/lib/client/api/api-client'
import type { Person } from '@/lib/shared/api/people-endpoints'

/** Runs an action, then shows and announces a message. Resolves to true if the action succeeded. */
export type RunAction = (
  action: () => Promise<{ person: Person }>,
  messageFor: (person: Person) => string,
) => Promise<boolean>

type Props = {
  person: Person
  isCurrentUser: boolean
  isRunning: boolean
  isChoosingRole: boolean
  onChooseRole: () => void
  runAction: RunAction
}

/** The actions for a person. Administrators cannot disable themselves: they could not undo it. */
export function PersonActions({
  person,
  isCurrentUser,
  isRunning,
  isChoosingRole,
  onChooseRole,
  runAction,
}: Props) {
  const t = useTranslations('people')
  const { id, name, disabled } = person
  const path = { id }

  const setDisabled = () =>
    runAction(
      () => call('changePerson', { path, body: { disabled: !disabled } }),
      (after) => t(after.disabled ? 'disabledNow' : 'enabledNow', { name }),
    )
  const endSessions = () =>
    runAction(
      () => call('endSessions', { path }),
      () => t('sessionsEnded', { name }),
    )

  const unlink = () =>
    runAction(
      () => call('unlinkPerson', { path }),
      () => t('unlinked', { name }),
    )

  return (
    <div className="flex flex-wrap gap-1" aria-busy={isRunning}>
      <Button
        id={`role-of-${id}`}
        size="small"
        aria-label={t('changeOf', { name })}
        aria-expanded={isChoosingRole}
        onClick={onChooseRole}
      >
        {t('change')}
      </Button>
      {person.linked ? (
        <Button size="small" variant="quiet" aria-label={t('unlinkOf', { name })} onClick={unlink}>
          {t('unlink')}
        </Button>
      ) : null}
      {isCurrentUser ? null : (
        <>
          <Button
            size="small"
            variant={disabled ? 'secondary' : 'danger'}
            aria-label={t(disabled ? 'enableOf' : 'disableOf', { name })}
            onClick={setDisabled}
          >
            {t(disabled ? 'enable' : 'disable')}
          </Button>
          {disabled ? null : (
            <Button
              size="small"
              variant="quiet"
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
