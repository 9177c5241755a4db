'use client'

import { useEffect } from 'react'
import { runWhenIdle } from '@/lib/client/browser/idle'
import { importPartMessages } from '@/lib/client/parts/part-messages'

/** Everything that loads on demand, most urgent first. */
const parts = [
  importPartMessages,
  () => import('@/lib/client/api/send-request'),
  () => import('@/components/editor/drafts/draft-keeper'),
  () => import('@/lib/client/drafts/draft-storage'),
  () => import('@/components/editor/editor-dialogs'),
  () => import('@/components/editor/editor-notices'),
  () => import('@/components/editor/form/fields/value-parts'),
  () => import('@/components/layout/header-parts'),
  () => import('@/components/history/entry/change-body'),
  () => import('@/components/history/panel/history-panel'),
]

/**
 * Loads the parts once the page is idle, because the network may be down at the moment when a part
 * is needed. A part that fails to load here is loaded again when it is needed.
 */
export function PreloadParts() {
  useEffect(
    () =>
      runWhenIdle(() => {
        for (const load of parts) load().catch(() => undefined)
      }),
    [],
  )
  return null
}
