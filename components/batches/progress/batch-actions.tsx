'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { call } from '@/lib/client/api/api-client'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { randomUuid } from '@/lib/client/browser/random-id'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { batchPath } from '@/lib/client/paths'
import type { BatchResponse } from '@/lib/shared/api/batch-endpoints'
import { type Batch, isBatchActive } from '@/lib/shared/batches/batch'
import { batchQuery } from '../batch-queries'

/** Stop, retry and roll back: only what can help in the state of the batch. */
export function BatchActions({ batch }: { batch: Batch }) {
  const t = useTranslations('batches')
  const client = useQueryClient()
  const userId = useCurrentUser()?.id
  const { isRunning, problem, run } = useAsyncAction()
  const { id, by, state, counts } = batch
  const failed = counts.partial + counts['not-applied']
  const canRetry = state !== 'running' && failed + counts.waiting > 0
  const isOwn = by.id === userId

  const store = (response: BatchResponse) => client.setQueryData(batchQuery(id).queryKey, response)

  const stop = () =>
    run(async () => {
      store(await call('stopBatch', { path: { id } }))
      announce(t('stopped'))
    })
  const retry = () =>
    run(async () => {
      store(await call('retryBatch', { path: { id } }))
      announce(t('retried'))
    })

  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        {state === 'running' ? (
          <LoadingButton loading={isRunning} onClick={stop}>
            {t('stop')}
          </LoadingButton>
        ) : null}
        {canRetry && isOwn ? (
          <LoadingButton loading={isRunning} onClick={retry}>
            {failed > 0 ? t('retryRooms', { count: failed + counts.waiting }) : t('goOn')}
          </LoadingButton>
        ) : null}
        {!isBatchActive(batch) && counts.applied + counts.partial > 0 ? (
          <RollBack batch={batch} />
        ) : null}
      </div>
      {canRetry && !isOwn ? (
        <p className="text-muted text-sm">{t('onlyOwner', { name: by.name })}</p>
      ) : null}
      {problem ? <ProblemAlert problem={problem} title={t('actionFailed')} /> : null}
    </div>
  )
}

const ASK_ID = 'roll-back'
const CONFIRM_ID = 'confirm-roll-back'

/** Asks once more, because it changes rooms on air. */
function RollBack({ batch: { id, counts } }: { batch: Batch }) {
  const t = useTranslations('batches')
  const router = useRouter()
  const { isRunning, problem, run } = useAsyncAction()
  const [isAsking, setIsAsking] = useState(false)
  // The same key again after a lost response, so that there is one roll back.
  const idempotencyKey = useRef<string | null>(null)

  const rollBack = () =>
    run(async () => {
      idempotencyKey.current ??= randomUuid()
      const { batch } = await call('rollBackBatch', {
        path: { id },
        idempotencyKey: idempotencyKey.current,
      })
      router.push(batchPath(batch.id))
    })

  if (!isAsking) {
    return (
      <Button
        id={ASK_ID}
        variant="danger"
        onClick={() => {
          setIsAsking(true)
          focusWhenReady(CONFIRM_ID)
        }}
      >
        {t('rollBack')}
      </Button>
    )
  }
  return (
    <div className="w-full space-y-2 rounded-md bg-sunken px-3 py-2">
      <p>{t('askRollBack', { count: counts.applied + counts.partial })}</p>
      <div className="flex flex-wrap gap-2">
        <LoadingButton
          id={CONFIRM_ID}
          size="small"
          variant="primary"
          loading={isRunning}
          onClick={rollBack}
        >
          {t('confirmRollBack')}
        </LoadingButton>
        <Button
          size="small"
          variant="quiet"
          onClick={() => {
            setIsAsking(false)
            focusWhenReady(ASK_ID)
          }}
        >
          {t('cancel')}
        </Button>
      </div>
      {problem ? <ProblemAlert problem={problem} title={t('actionFailed')} /> : null}
    </div>
  )
}
