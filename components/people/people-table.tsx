'use client'

import { useTranslations } from 'next-intl'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { PersonRow } from './person-row'

/** Everybody, a row each; on narrow screens what stands in a row stands below each other. */
export function PeopleTable({
  people,
  selfId,
}: {
  people: readonly Person[]
  selfId: string | null
}) {
  const t = useTranslations('people')
  const admins = people.filter(({ role, disabled }) => role === 'admin' && !disabled)
  const head = 'px-3 py-1.5 text-start font-normal'
  return (
    <div className="rounded-md border border-line bg-surface">
      <table className="w-full max-md:block">
        <caption className="sr-only">{t('list')}</caption>
        <thead className="text-muted text-sm max-md:sr-only">
          <tr>
            <th scope="col" className={head}>
              {t('columns.person')}
            </th>
            <th scope="col" className={head}>
              {t('columns.role')}
            </th>
            <th scope="col" className={head}>
              {t('columns.seen')}
            </th>
            <th scope="col" className={head}>
              {t('columns.acts')}
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              own={person.id === selfId}
              lastAdmin={admins.length === 1 && admins[0]?.id === person.id}
            />
          ))}
        </tbody>
      </table>
      <p className="border-line border-t px-3 py-1.5 text-muted text-sm">
        {t('count', { count: people.length })}
      </p>
    </div>
  )
}
