'use client'

import { useTranslations } from 'next-intl'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { CommandName } from './command-name'
import { Section } from './section'

/** Our limits on ourselves as they are now. */
export function Limits({ connection: { limits, line, breaker } }: { connection: Connection }) {
  const t = useTranslations('connection.limits')
  return (
    <Section title={t('title')}>
      <table className="w-full text-sm">
        <thead>
          <tr className="text-start text-muted">
            <Head>{t('command')}</Head>
            <Head>{t('now')}</Head>
            <Head>{t('waiting')}</Head>
          </tr>
        </thead>
        <tbody>
          {limits.map(({ command, perSecond, usual, waiting }) => (
            <tr key={command} className="border-line border-t align-top">
              <th scope="row" className="py-1 pe-3 text-start font-normal">
                <CommandName name={command} />
              </th>
              <td className="py-1 pe-3">
                {t('ofUsual', { now: perSecond, usual })}
                {perSecond < usual ? <p className="text-warn">{t('slowed')}</p> : null}
              </td>
              <td className="py-1">{waiting}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-sm">{t('line', line)}</p>
      <p className="text-sm">{t('breaker', { calls: breaker.calls, faults: breaker.faults })}</p>
    </Section>
  )
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="py-1 pe-3 text-start font-normal">
      {children}
    </th>
  )
}
