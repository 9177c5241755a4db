'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useKeepPerson } from '@/components/people/people-queries'
import { When } from '@/components/ui/timestamp'
import { announce } from '@/lib/client/browser/announce'
import { useAttempt } from '@/lib/client/hooks/use-async-action'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { PersonActs } from './person-acts'
import { RoleForm } from './role-form'

const CELL = 'px-3 py-(--row) align-middle max-md:block'
const BRIEF = 'px-3 py-(--row) align-middle max-md:inline-block max-md:pe-0'

type Props = {
  person: Person
  /** Whoever sits here. */
  own: boolean
  lastAdmin: boolean
}

/** One person: what is known, what can be done, and what came of it, in its own place. */
export function PersonRow({ person, own, lastAdmin }: Props) {
  const t = useTranslations()
  const keep = useKeepPerson()
  const { busy, problem, attempt } = useAttempt()
  const [choosing, setChoosing] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const refusal = problem ? t(`problems.${problem.code}`, problem.details.params) : null

  /** `words` are told of the person as they are afterwards. */
  async function act(call: () => Promise<{ person: Person }>, words: (person: Person) => string) {
    setSaid(null)
    return attempt(async () => {
      const { person: after } = await call()
      keep(after)
      setSaid(words(after))
      announce(words(after))
    })
  }

  return (
    <>
      <tr className="border-line border-t max-md:block max-md:py-2">
        <th scope="row" className={`${CELL} text-start font-normal`}>
          <span className="font-medium">
            <bdi>{person.name}</bdi>
            {own ? <span className="font-normal text-muted"> ({t('people.you')})</span> : null}
          </span>
          <span className="block break-all text-muted text-sm">{person.email}</span>
        </th>
        <td className={BRIEF}>
          {t(`nav.roles.${person.role}`)}
          {person.disabled ? (
            <span className="ms-2 rounded-sm bg-warn-soft px-1.5 py-0.5 text-sm text-warn">
              {t('people.disabled')}
            </span>
          ) : null}
        </td>
        <td className={`${BRIEF} text-muted text-sm`}>
          <span className="md:sr-only">{t('people.columns.seen')}: </span>
          {person.lastSeenAt ? <When at={person.lastSeenAt} /> : t('people.never')}
        </td>
        <td className={CELL}>
          <PersonActs
            person={person}
            own={own}
            busy={busy}
            choosing={choosing}
            onChoose={() => setChoosing(!choosing)}
            act={act}
          />
        </td>
      </tr>
      {choosing || said || refusal || lastAdmin ? (
        <tr className="max-md:block">
          <td colSpan={4} className="px-3 pb-3 max-md:block">
            {choosing ? (
              <RoleForm
                person={person}
                own={own}
                busy={busy}
                act={act}
                onClose={() => setChoosing(false)}
              />
            ) : null}
            {refusal ? (
              <p className="mt-1 font-medium text-bad text-sm">{refusal}</p>
            ) : said ? (
              <p className="mt-1 text-good text-sm">{said}</p>
            ) : lastAdmin ? (
              <p className="mt-1 text-muted text-sm">{t('people.lastAdmin')}</p>
            ) : null}
          </td>
        </tr>
      ) : null}
    </>
  )
}
