'use client'

import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { call } from '@/lib/client/api/api-client'
import { announce } from '@/lib/client/browser/announce'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { SessionItem } from './session-item'
import { SettingsSection } from './settings-section'

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => call('listSessions', { signal }),
})

/** The sessions of the signed-in person, each with a button that ends it. */
export function Sessions() {
  const t = useTranslations('account.sessions')
  const { data, error, refetch } = useQuery(sessionsQuery)
  const { isRunning, problem, run } = useAsyncAction()
  const sessions = data?.sessions ?? []
  const others = sessions.filter(({ current }) => !current)

  async function endSessions(action: () => Promise<unknown>, message: string) {
    const done = await run(action)
    if (done) announce(message)
    await refetch()
  }

  return (
    <SettingsSection id="sessions" title={t('title')}>
      <p className="text-muted text-sm">{t('text')}</p>
      {error ? <ProblemAlert problem={error} title={t('failed')} isReadProblem /> : null}
      {problem ? <ProblemAlert problem={problem} /> : null}
      <ul className="divide-y divide-line" aria-busy={isRunning}>
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            onEnd={() =>
              endSessions(() => call('revokeSession', { body: { id: session.id } }), t('ended'))
            }
          />
        ))}
      </ul>
      {others.length > 0 ? (
        <Button
          size="small"
          onClick={() => endSessions(() => call('revokeOtherSessions'), t('othersEnded'))}
        >
          {t('endOthers')}
        </Button>
      ) : data ? (
        <p className="text-muted text-sm">{t('only')}</p>
      ) : null}
    </SettingsSection>
  )
}
