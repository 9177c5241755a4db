'use client'

import { useTranslations } from 'next-intl'
import { FactDetails } from '@/components/ui/fact-details'
import { When } from '@/components/ui/timestamp'
import type { CallError } from '@/lib/shared/api/connection-endpoints'
import { CommandName } from './command-name'
import { Look } from './look'
import { Section } from './section'
import { useWhy } from './use-why'

/** Faults of calls, newest first, with what the vendor's support asks for behind them. */
export function CallErrors({ errors }: { errors: readonly CallError[] }) {
  const t = useTranslations('connection.errors')
  return (
    <Section title={t('title')}>
      {errors.length === 0 ? <p className="text-sm">{t('none')}</p> : null}
      <ol className="space-y-2">
        {errors.map((error) => (
          <li
            key={`${error.at} ${error.command} ${error.engine.requestId}`}
            className="rounded-md border border-line bg-surface px-3 py-(--row) text-sm"
          >
            <Line error={error} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Line({ error }: { error: CallError }) {
  const t = useTranslations('connection.errors')
  const app = useTranslations('app')
  const why = useWhy()
  const { engine, command, code, detail, at, times } = error
  const facts: [string, string][] = [
    [app('problemCode'), code],
    [app('engineCode'), engine.code?.toString() ?? app('noCode')],
    [app('requestId'), engine.requestId ?? app('noCode')],
    [t('command'), command],
    [t('at'), at],
  ]
  if (detail !== null) facts.push([t('detail'), detail])
  return (
    <>
      <p className="flex flex-wrap gap-x-2">
        <When at={at} style="clock" />
        <span className="text-muted">{t('times', { times })}</span>
        <CommandName name={command} />
        {engine.code === null ? null : <code>{engine.code}</code>}
      </p>
      <p>{why(code)}</p>
      <Look error={error} />
      <FactDetails facts={facts} />
    </>
  )
}
