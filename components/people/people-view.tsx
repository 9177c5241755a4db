'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { iso } from '@/components/ui/rich-text-tags'
import { call, type ResponseBody } from '@/lib/client/api/api-client'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { useListUpdates } from '@/lib/client/events/use-list-updates'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { roles } from '@/lib/shared/access/roles'
import type { Problem } from '@/lib/shared/api/problem'
import { AddPerson } from './add-person'
import { OneTimePassword } from './one-time-password'
import { peopleQuery, useStorePerson } from './people-queries'
import { PeopleTable } from './people-table'

/** The page on which administrators manage people and their roles. */
export function PeopleView({
  serverProblem,
}: {
  /** Why the server could not read the people. */
  serverProblem: Pick<Problem, 'code' | 'details'> | null
}) {
  const t = useTranslations()
  const currentUser = useCurrentUser()
  const { data, error, refetch } = useQuery(peopleQuery)
  const storePerson = useStorePerson()
  useListUpdates(
    'people',
    () => void refetch(),
    () => call('listPeople'),
  )
  const [isAdding, setIsAdding] = useState(false)
  const [addedPerson, setAddedPerson] = useState<ResponseBody<'addPerson'> | null>(null)
  const problem = error ?? (data ? null : serverProblem)

  function stopAdding() {
    setIsAdding(false)
    focusWhenReady('add-person')
  }

  function onAdded(response: ResponseBody<'addPerson'>) {
    storePerson(response.person)
    setIsAdding(false)
    setAddedPerson(response)
    announce(t('people.added', { name: response.person.name }))
    focusWhenReady('one-time-password')
  }

  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle>{t('people.title')}</PageTitle>
        {isAdding ? null : (
          <Button id="add-person" variant="primary" onClick={() => setIsAdding(true)}>
            <UserPlus aria-hidden className="size-4" />
            {t('people.add')}
          </Button>
        )}
      </div>
      <dl className="grid gap-x-4 text-sm sm:grid-cols-[auto_1fr]">
        {roles.map((role) => (
          <div key={role} className="contents">
            <dt className="font-medium">{t(`nav.roles.${role}`)}</dt>
            <dd className="text-muted max-sm:mb-1">{t(`people.roleDescriptions.${role}`)}</dd>
          </div>
        ))}
      </dl>
      {addedPerson ? (
        <OneTimePassword
          key={addedPerson.person.id}
          id="one-time-password"
          person={addedPerson.person}
          password={addedPerson.password}
          label={t('people.added', { name: addedPerson.person.name })}
          title={t.rich('people.passwordTitle', { name: addedPerson.person.name, iso })}
          hint={t('people.passwordText')}
          onDone={() => {
            setAddedPerson(null)
            focusWhenReady('add-person')
          }}
        />
      ) : null}
      {isAdding ? <AddPerson onAdded={onAdded} onCancel={stopAdding} /> : null}
      {problem ? (
        <ProblemAlert problem={problem} title={t('people.failed')} isReadProblem>
          <Button size="small" onClick={() => refetch()}>
            {t('people.retry')}
          </Button>
        </ProblemAlert>
      ) : null}
      {data ? <PeopleTable people={data.people} currentUserId={currentUser?.id ?? null} /> : null}
    </div>
  )
}
