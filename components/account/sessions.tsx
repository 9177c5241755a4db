'use client'

import { useTranslations } from 'next-intl'
import { useSessions } from '@/components/account/session-queries'
import { Button } from '@/components/ui/buttons/button'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import { call } from '@/lib/client/api/api'
import { announce } from '@/lib/client/browser/announce'
import { useAttempt } from '@/lib/client/hooks/use-async-action'
import { Section } from './section'
import { SessionItem } from './session-item'

/** Where one is signed in, and the way to end that. */
export function Sessions() {
  const t = useTranslations('account.sessions')
  const { data, error, refetch } = useSessions()
  const { busy, problem, attempt } = useAttempt()
  const sessions = data?.sessions ?? []
  const others = sessions.filter(({ current }) => !current)

  async function end(act: () => Promise<unknown>, words: string) {
    const done = await attempt(act)
    if (done) announce(words)
    await refetch()
  }

  return (
    <Section id="sessions" title={t('title')}>
      <p className="text-muted text-sm">{t('text')}</p>
      {error ? <ProblemNotice problem={error} title={t('failed')} reading /> : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
      <ul className="divide-y divide-line" aria-busy={busy}>
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            onEnd={() => end(() => call('revokeSession', { body: { id: session.id } }), t('ended'))}
          />
        ))}
      </ul>
      {others.length > 0 ? (
        <Button
          size="small"
          onClick={() => end(() => call('revokeOtherSessions'), t('othersEnded'))}
        >
          {t('endOthers')}
        </Button>
      ) : data ? (
        <p className="text-muted text-sm">{t('only')}</p>
      ) : null}
    </Section>
  )
}
