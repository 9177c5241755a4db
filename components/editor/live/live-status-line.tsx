'use client'

import { Unplug } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Timestamp } from '@/components/ui/timestamp'
import type { StreamStatus } from '@/lib/client/events/event-stream'
import { useIsIdle } from '@/lib/client/hooks/use-is-idle'
import { EditorPart } from '../editor-part'

type Props = { slug: string; readAt: string; isRefreshing: boolean }

/**
 * Shows the live status and when the room was read. Live updates start once the page is idle, so
 * that they do not delay the first input; until then the page shows what it just read.
 */
export function LiveStatusLine({ slug, readAt, isRefreshing }: Props) {
  const t = useTranslations('editor')
  const isIdle = useIsIdle()
  const [status, setStatus] = useState<StreamStatus>('connecting')
  return (
    <div data-steady className="text-muted text-sm first-letter:uppercase" aria-busy={isRefreshing}>
      {status === 'connecting' ? null : <StatusLabel status={status} />}
      {t.rich('updated', { when: () => <Timestamp at={readAt} format="clock" /> })}
      {isIdle ? (
        <EditorPart part="live-updates" slug={slug} readAt={readAt} onStatus={setStatus} />
      ) : null}
    </div>
  )
}

function StatusLabel({ status }: { status: Exclude<StreamStatus, 'connecting'> }) {
  const t = useTranslations('live')
  return (
    <>
      {status === 'live' ? (
        <span>{t('live')}</span>
      ) : (
        <span className="text-warn">
          <Unplug aria-hidden className="me-1 mb-0.5 inline size-3.5" />
          {t(status)}
        </span>
      )}
      <span aria-hidden> · </span>
    </>
  )
}
