'use client'

import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { Menu } from '@/components/ui/menu'
import { call } from '@/lib/client/api/api-client'
import type { Person } from '@/lib/shared/api/people-endpoints'
import type { Panel, RunAction } from './panels/row-panel'

type Props = {
  person: Person
  isCurrentUser: boolean
  isRunning: boolean
  openPanel: Panel | null
  onOpen: (panel: Panel) => void
  runAction: RunAction
}

/**
 * The actions for a person. Administrators cannot disable themselves: they could not undo it. Their
 * own password and two-step verification are on the account page.
 */
export function PersonActions(props: Props) {
  const { person, isCurrentUser, isRunning, openPanel, onOpen, runAction } = props
  const t = useTranslations('people')
  const { id, name, disabled } = person

  const setDisabled = () =>
    runAction(
      () => call('changePerson', { path: { id }, body: { disabled: !disabled } }),
      (after) => t(after.disabled ? 'disabledNow' : 'enabledNow', { name }),
    )

  return (
    <div className="flex flex-wrap gap-1" aria-busy={isRunning}>
      <Button
        id={`role-of-${id}`}
        size="small"
        aria-label={t('changeOf', { name })}
        aria-expanded={openPanel === 'role'}
        onClick={() => onOpen('role')}
      >
        {t('change')}
      </Button>
      {isCurrentUser ? null : (
        <Button
          size="small"
          variant={disabled ? 'secondary' : 'danger'}
          aria-label={t(disabled ? 'enableOf' : 'disableOf', { name })}
          onClick={setDisabled}
        >
          {t(disabled ? 'enable' : 'disable')}
        </Button>
      )}
      <Menu items="button">
        <summary
          id={`more-of-${id}`}
          aria-label={t('moreOf', { name })}
          className={`${buttonClass('quiet', 'small')} list-none [&::-webkit-details-marker]:hidden`}
        >
          {t('more')}
          <ChevronDown aria-hidden className="size-3.5" />
        </summary>
        <div className="absolute end-0 z-30 mt-1 grid w-max max-w-[calc(100vw-2rem)] rounded-md border border-line bg-surface p-1.5 shadow-lg">
          <MenuItems {...props} />
        </div>
      </Menu>
    </div>
  )
}

function MenuItems({ person, isCurrentUser, onOpen, runAction }: Props) {
  const t = useTranslations('people')
  const { id, name, disabled, linked, twoFactor } = person
  const path = { id }

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
    <>
      <MenuItem label={t('renameOf', { name })} onClick={() => onOpen('name')}>
        {t('rename')}
      </MenuItem>
      {isCurrentUser ? null : (
        <MenuItem label={t('resetPasswordOf', { name })} onClick={() => onOpen('password')}>
          {t('resetPassword')}
        </MenuItem>
      )}
      {isCurrentUser || !twoFactor ? null : (
        <MenuItem label={t('turnOffTwoFactorOf', { name })} onClick={() => onOpen('two-factor')}>
          {t('turnOffTwoFactor')}
        </MenuItem>
      )}
      {linked ? (
        <MenuItem label={t('unlinkOf', { name })} onClick={unlink}>
          {t('unlink')}
        </MenuItem>
      ) : null}
      {isCurrentUser || disabled ? null : (
        <MenuItem label={t('endSessionsOf', { name })} onClick={endSessions}>
          {t('endSessions')}
        </MenuItem>
      )}
    </>
  )
}

function MenuItem({
  label,
  onClick,
  children,
}: {
  label: string
  onClick: () => void
  children: string
}) {
  return (
    <Button
      variant="quiet"
      size="small"
      aria-label={label}
      onClick={onClick}
      className="justify-start"
    >
      {children}
    </Button>
  )
}
