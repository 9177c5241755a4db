'use client'

import { useTranslations } from 'next-intl'
import { BusyButton } from '@/components/ui/buttons/loading-button'
import { call } from '@/lib/client/api/api'
import { useAttempt } from '@/lib/client/hooks/use-async-action'
import type { Role } from '@/lib/shared/access/roles'
import type { Self } from '@/lib/shared/api/auth-endpoints'

export type DemoPerson = { email: string; password: string; name: string; role: Role }

/** The demo's people, each with a button, and with what to type for those who want to. */
export function DemoPeople({
  people,
  onDone,
}: {
  people: readonly DemoPerson[]
  onDone: (person: Self) => void
}) {
  const t = useTranslations()
  const { busy, problem, attempt } = useAttempt()

  async function signIn({ email, password }: DemoPerson) {
    const { person } = await call('signIn', { body: { email, password } })
    if (person) onDone(person)
  }

  return (
    <section aria-labelledby="demo-people" className="space-y-2">
      <h2 id="demo-people" className="font-semibold">
        {t('signIn.demoTitle')}
      </h2>
      <ul className="space-y-2">
        {people.map((person) => (
          <li key={person.email}>
            <BusyButton
              busy={busy}
              className="w-full"
              onClick={() => attempt(() => signIn(person))}
            >
              {t('signIn.demoAs', { name: person.name, role: t(`nav.roles.${person.role}`) })}
            </BusyButton>
            <p className="mt-0.5 break-all text-center font-mono text-muted text-xs">
              {person.email} · {person.password}
            </p>
          </li>
        ))}
      </ul>
      {problem ? (
        <p className="text-bad text-sm">{t(`problems.${problem.code}`, problem.details.params)}</p>
      ) : null}
    </section>
  )
}
