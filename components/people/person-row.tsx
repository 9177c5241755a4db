'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Timestamp } from '@/components/ui/timestamp'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { NameForm } from './panels/name-form'
import { ResetPassword } from './panels/reset-password'
import { RoleForm } from './panels/role-form'
import type { Panel, PanelProps } from './panels/row-panel'
import { TurnOffTwoFactor } from './panels/turn-off-two-factor'
import { useStorePerson } from './people-queries'
import { PersonActions } from './person-actions'

const CELL = 'px-3 py-(--row) align-middle max-md:block'
const SHORT_CELL = 'px-3 py-(--row) align-middle max-md:inline-block max-md:pe-0'

type Props = {
  person: Person
  isCurrentUser: boolean
  isLastAdmin: boolean
}

/** A person: details, actions, and the result of the last action. */
export function PersonRow({ person, isCurrentUser, isLastAdmin }: Props) {
  const t = useTranslations()
  const storePerson = useStorePerson()
  const { isRunning, problem, run } = useAsyncAction()
  const [panel, setPanel] = useState<Panel | null>(null)
  const [message, setMessage] = useState<string | null>(null)
  const problemMessage = problem ? t(`problems.${problem.code}`, problem.details.params) : null

  async function runAction(
    action: () => Promise<{ person: Person }>,
    messageFor: (person: Person) => string,
  ) {
    setMessage(null)
    return run(async () => {
      const { person: after } = await action()
      storePerson(after)
      setMessage(messageFor(after))
      announce(messageFor(after))
    })
  }

  /** The button that opened the panel gets the focus back. */
  function closePanel() {
    setPanel(null)
    focusWhenReady(`${panel === 'role' ? 'role' : 'more'}-of-${person.id}`)
  }

  return (
    <>
      <tr className="border-line border-t max-md:block max-md:py-2">
        <th scope="row" className={`${CELL} text-start font-normal`}>
          <span className="font-medium">
            <bdi>{person.name}</bdi>
            {isCurrentUser ? (
              <span className="font-normal text-muted"> ({t('people.you')})</span>
            ) : null}
          </span>
          <span className="block break-all text-muted text-sm">{person.email}</span>
        </th>
        <td className={SHORT_CELL}>
          {t(`nav.roles.${person.role}`)}
          {person.disabled ? (
            <span className="ms-2 rounded-sm bg-warn-soft px-1.5 py-0.5 text-sm text-warn">
              {t('people.disabled')}
            </span>
          ) : null}
        </td>
        <td className={`${SHORT_CELL} text-muted text-sm`}>
          <span className="md:sr-only">{t('people.columns.seen')}: </span>
          {person.lastSeenAt ? <Timestamp at={person.lastSeenAt} /> : t('people.never')}
        </td>
        <td className={CELL}>
          <PersonActions
            person={person}
            isCurrentUser={isCurrentUser}
            isRunning={isRunning}
            openPanel={panel}
            onOpen={(next) => setPanel(next === panel ? null : next)}
            runAction={runAction}
          />
        </td>
      </tr>
      {panel || message || problemMessage || isLastAdmin ? (
        <tr className="max-md:block">
          <td colSpan={4} className="px-3 pb-3 max-md:block">
            {panel ? (
              <OpenPanel
                panel={panel}
                person={person}
                isCurrentUser={isCurrentUser}
                isRunning={isRunning}
                runAction={runAction}
                onClose={closePanel}
              />
            ) : null}
            {problemMessage ? (
              <p className="mt-1 font-medium text-bad text-sm">{problemMessage}</p>
            ) : message ? (
              <p className="mt-1 text-good text-sm">{message}</p>
            ) : isLastAdmin ? (
              <p className="mt-1 text-muted text-sm">{t('people.lastAdmin')}</p>
            ) : null}
          </td>
        </tr>
      ) : null}
    </>
  )
}

function OpenPanel({
  panel,
  isCurrentUser,
  ...props
}: PanelProps & { panel: Panel; isCurrentUser: boolean }) {
  if (panel === 'role') return <RoleForm {...props} isCurrentUser={isCurrentUser} />
  if (panel === 'name') return <NameForm {...props} />
  if (panel === 'password') return <ResetPassword {...props} />
  return <TurnOffTwoFactor {...props} />
}
