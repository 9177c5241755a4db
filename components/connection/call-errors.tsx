'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { FactDetails } from '@/components/ui/fact-details'
import { Timestamp } from '@/components/ui/timestamp'
import type { CallError } from '@/lib/shared/api/connection-endpoints'
import { CommandName } from './command-name'
import { PageSection } from './page-section'
import { SettingHint } from './setting-hint'
import { useFaultExplanation } from './use-fault-explanation'

/** Failed calls, newest first, with details for the support of the vendor. */
export function CallErrors({ errors }: { errors: readonly CallError[] }) {
  const t = useTranslations('connection.errors')
  return (
    <PageSection title={t('title')}>
      {errors.length === 0 ? <p className="text-sm">{t('none')}</p> : null}
      <ol className="space-y-2">
        {errors.map((error) => (
          <Card
            as="li"
            key={`${error.at} ${error.command} ${error.engine.requestId}`}
            className="px-3 py-(--row) text-sm"
          >
            <CallErrorLine error={error} />
          </Card>
        ))}
      </ol>
    </PageSection>
  )
}

function CallErrorLine({ error }: { error: CallError }) {
  const t = useTranslations('connection.errors')
  const tDetails = useTranslations('problemDetails')
  const explain = useFaultExplanation()
  const { engine, command, code, detail, at, times } = error
  const facts: [string, string][] = [
    [tDetails('problemCode'), code],
    [tDetails('engineCode'), engine.code?.toString() ?? tDetails('noCode')],
    [tDetails('requestId'), engine.requestId ?? tDetails('noCode')],
    [t('command'), command],
    [t('at'), at],
  ]
  if (detail !== null) facts.push([t('detail'), detail])
  return (
    <>
      <p className="flex flex-wrap gap-x-2">
        <Timestamp at={at} format="clock" />
        <span className="text-muted">{t('times', { times })}</span>
        <CommandName name={command} />
        {engine.code === null ? null : <code>{engine.code}</code>}
      </p>
      <p>{explain(code)}</p>
      <SettingHint error={error} />
      <FactDetails facts={facts} />
    </>
  )
}
