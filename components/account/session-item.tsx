'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { Timestamp } from '@/components/ui/timestamp'
import type { ResponseBody } from '@/lib/client/api/api-client'
import { browserName } from './browser-name'

type Session = ResponseBody<'listSessions'>['sessions'][number]

/** A session. The current one has no button, because signing out ends it. */
export function SessionItem({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const t = useTranslations('account.sessions')
  const browser = browserName(session.browser) ?? t('unknownBrowser')
  const address = session.address ?? t('unknownAddress')
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-(--row)">
      <div className="min-w-0 flex-1 basis-60">
        <p title={session.browser ?? undefined}>
          <bdi>{browser}</bdi> · <bdi className="font-mono text-sm">{address}</bdi>
          {session.current ? (
            <span className="ms-2 rounded-sm bg-good-soft px-1.5 py-0.5 text-good text-sm">
              {t('current')}
            </span>
          ) : null}
        </p>
        <p className="text-muted text-sm">
          {t.rich('since', { when: () => <Timestamp at={session.createdAt} /> })} ·{' '}
          {t.rich('seen', { when: () => <Timestamp at={session.lastSeenAt} /> })}
        </p>
      </div>
      {session.current ? null : (
        <Button size="small" aria-label={t('endOf', { browser, address })} onClick={onEnd}>
          {t('end')}
        </Button>
      )}
    </li>
  )
}
