'use client'

import { useTranslations } from 'next-intl'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { call } from '@/lib/client/api/api-client'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import type { Role } from '@/lib/shared/access/roles'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'

export type DemoPerson = { email: string; password: string; name: string; role: Role }

/** The people of the demo, each with a button that signs in, and with their credentials. Editor first. */
export function DemoPeople({
  people,
  onDone,
}: {
  people: readonly DemoPerson[]
  onDone: (person: CurrentUser) => void
}) {
  const t = useTranslations()
  const { isRunning, problem, run } = useAsyncAction()

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
        {people.map((person, index) => (
          <li key={person.email}>
            <LoadingButton
              loading={isRunning}
              variant={index === 0 ? 'primary' : 'secondary'}
              className="w-full"
              onClick={() => run(() => signIn(person))}
            >
              {t('signIn.demoAs', { name: person.name.split(' ')[0] ?? '', role: person.role })}
            </LoadingButton>
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
