'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { announce } from '@/lib/client/browser/announce'
import type { ConnectionTest } from '@/lib/shared/api/connection-endpoints'
import { useConnectionTest } from './connection-queries'
import { SettingHint } from './setting-hint'
import { useFaultExplanation } from './use-fault-explanation'

/** Makes one call of the Live service and shows the result and its duration. */
export function TestButton() {
  const t = useTranslations('connection.test')
  const explain = useFaultExplanation()
  const { mutateAsync, isPending, data, error } = useConnectionTest()

  const resultTitle = ({ asked, problem, ms }: ConnectionTest) =>
    problem ? t(asked ? 'failed' : 'notSent', { ms }) : t('good', { ms })

  async function runTest() {
    if (isPending) return
    announce(t('testing'))
    const test = await mutateAsync().catch(() => null)
    announce(
      test ? resultTitle(test) : explain('console.unreachable'),
      test ? 'polite' : 'assertive',
    )
  }

  const setting = data?.problem?.params?.setting
  return (
    <section aria-label={t('button')} className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button aria-disabled={isPending} aria-busy={isPending} onClick={runTest}>
          {isPending ? t('testing') : t('button')}
        </Button>
        <p className="text-muted text-sm">{t('note')}</p>
      </div>
      {error && !isPending ? <Alert tone="bad" title={explain(error.code)} /> : null}
      {data && !isPending ? (
        <Alert tone={data.problem ? 'bad' : 'good'} title={resultTitle(data)}>
          {data.problem ? <p>{explain(data.problem.code)}</p> : null}
          <SettingHint error={{ setting: setting === undefined ? null : String(setting) }} />
        </Alert>
      ) : null}
    </section>
  )
}
