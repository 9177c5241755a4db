'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { PersonRow } from './person-row'

/** All people, one row each. Narrow screens stack the cells of a row. */
export function PeopleTable({
  people,
  currentUserId,
}: {
  people: readonly Person[]
  currentUserId: string | null
}) {
  const t = useTranslations('people')
  const admins = people.filter(({ role, disabled }) => role === 'admin' && !disabled)
  const headingClass = 'px-3 py-1.5 text-start font-normal'
  return (
    <Card>
      <table className="w-full max-md:block">
        <caption className="sr-only">{t('list')}</caption>
        <thead className="text-muted text-sm max-md:sr-only">
          <tr>
            <th scope="col" className={headingClass}>
              {t('columns.person')}
            </th>
            <th scope="col" className={headingClass}>
              {t('columns.role')}
            </th>
            <th scope="col" className={headingClass}>
              {t('columns.seen')}
            </th>
            <th scope="col" className={headingClass}>
              {t('columns.actions')}
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isCurrentUser={person.id === currentUserId}
              isLastAdmin={admins.length === 1 && admins[0]?.id === person.id}
            />
          ))}
        </tbody>
      </table>
      <p className="border-line border-t px-3 py-1.5 text-muted text-sm">
        {t('count', { count: people.length })}
      </p>
    </Card>
  )
}
