'use client'

import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSelf } from '@/components/layout/self'
import { useKeepPerson, usePeople } from '@/components/people/people-queries'
import { Button } from '@/components/ui/buttons/button'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import type { Reply } from '@/lib/client/api/api'
import { announce } from '@/lib/client/browser/announce'
import { focusSoon } from '@/lib/client/browser/focus'
import { roles } from '@/lib/shared/access/roles'
import type { Problem } from '@/lib/shared/api/problem'
import { AddPerson } from './add-person'
import { OneTimePassword } from './one-time-password'
import { PeopleTable } from './people-table'

type Props = {
  given: {
    reply: Reply<'listPeople'> | null
    problem: Pick<Problem, 'code' | 'details'> | null
    renderedAt: number
  }
}

/** Who may sign in and what they may do, for administrators. */
export function People({ given }: Props) {
  const t = useTranslations()
  const self = useSelf()
  const { data, error, refetch } = usePeople(given.reply, given.renderedAt)
  const keep = useKeepPerson()
  const [adding, setAdding] = useState(false)
  const [added, setAdded] = useState<Reply<'addPerson'> | null>(null)
  const problem = error ?? (data ? null : given.problem)

  function stopAdding() {
    setAdding(false)
    focusSoon('add-person')
  }

  function onAdded(reply: Reply<'addPerson'>) {
    keep(reply.person)
    setAdding(false)
    setAdded(reply)
    announce(t('people.added', { name: reply.person.name }))
    focusSoon('one-time-password')
  }

  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle>{t('people.title')}</PageTitle>
        {adding ? null : (
          <Button id="add-person" look="primary" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden className="size-4" />
            {t('people.add')}
          </Button>
        )}
      </div>
      <dl className="grid gap-x-4 text-sm sm:grid-cols-[auto_1fr]">
        {roles.map((role) => (
          <div key={role} className="contents">
            <dt className="font-medium">{t(`nav.roles.${role}`)}</dt>
            <dd className="text-muted max-sm:mb-1">{t(`people.may.${role}`)}</dd>
          </div>
        ))}
      </dl>
      {added ? (
        <OneTimePassword
          key={added.person.id}
          added={added}
          onDone={() => {
            setAdded(null)
            focusSoon('add-person')
          }}
        />
      ) : null}
      {adding ? <AddPerson onAdded={onAdded} onCancel={stopAdding} /> : null}
      {problem ? (
        <ProblemNotice problem={problem} title={t('people.failed')} reading>
          <Button size="small" onClick={() => refetch()}>
            {t('people.retry')}
          </Button>
        </ProblemNotice>
      ) : null}
      {data ? <PeopleTable people={data.people} selfId={self?.id ?? null} /> : null}
    </div>
  )
}
