'use client'

import { useTranslations } from 'next-intl'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { CommandName } from './command-name'
import { PageSection } from './page-section'

/** The rate limits that the console currently applies to its own calls. */
export function RateLimits({ connection: { limits, line, breaker } }: { connection: Connection }) {
  const t = useTranslations('connection.limits')
  return (
    <PageSection title={t('title')}>
      <table className="w-full text-sm">
        <thead>
          <tr className="text-start text-muted">
            <ColumnHeading>{t('command')}</ColumnHeading>
            <ColumnHeading>{t('now')}</ColumnHeading>
            <ColumnHeading>{t('waiting')}</ColumnHeading>
          </tr>
        </thead>
        <tbody>
          {limits.map(({ command, perSecond, usual, waiting }) => (
            <tr key={command} className="border-line border-t align-top">
              <th scope="row" className="py-1 pe-3 text-start font-normal">
                <CommandName name={command} />
              </th>
              <td className="py-1 pe-3">
                {t('rate', { now: perSecond, usual })}
                {perSecond < usual ? <p className="text-warn">{t('slowed')}</p> : null}
              </td>
              <td className="py-1">{waiting}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-sm">{t('queue', line)}</p>
      <p className="text-sm">{t('breaker', { calls: breaker.calls, faults: breaker.faults })}</p>
    </PageSection>
  )
}

function ColumnHeading({ children }: { children: string }) {
  return (
    <th scope="col" className="py-1 pe-3 text-start font-normal">
      {children}
    </th>
  )
}
