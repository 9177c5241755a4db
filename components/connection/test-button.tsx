'use client'

import { useTranslations } from 'next-intl'
import { useConnectionTest } from '@/components/connection/connection-queries'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { announce } from '@/lib/client/browser/announce'
import type { ConnectionTest } from '@/lib/shared/api/connection-endpoints'
import { Look } from './look'
import { useWhy } from './use-why'

/** Makes one call of the engine and tells in words, with its time, what came of it. */
export function TestButton() {
  const t = useTranslations('connection.test')
  const why = useWhy()
  const { mutateAsync, isPending, data, error } = useConnectionTest()

  const titleOf = ({ asked, problem, ms }: ConnectionTest) =>
    problem ? t(asked ? 'failed' : 'notAsked', { ms }) : t('good', { ms })

  async function press() {
    if (isPending) return
    announce(t('testing'))
    const test = await mutateAsync().catch(() => null)
    announce(test ? titleOf(test) : why('console.unreachable'), test ? 'polite' : 'assertive')
  }

  const setting = data?.problem?.params?.setting
  return (
    <section aria-label={t('button')} className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button aria-disabled={isPending} aria-busy={isPending} onClick={press}>
          {isPending ? t('testing') : t('button')}
        </Button>
        <p className="text-muted text-sm">{t('note')}</p>
      </div>
      {error && !isPending ? <Notice tone="bad" title={why(error.code)} /> : null}
      {data && !isPending ? (
        <Notice tone={data.problem ? 'bad' : 'good'} title={titleOf(data)}>
          {data.problem ? <p>{why(data.problem.code)}</p> : null}
          <Look error={{ setting: setting === undefined ? null : String(setting) }} />
        </Notice>
      ) : null}
    </section>
  )
}
