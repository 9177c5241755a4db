'use client'

import dynamic from 'next/dynamic'
import { loadPart } from '@/components/ui/part-loading'
import { useIsIdle } from '@/lib/client/hooks/use-is-idle'

const AttentionBadge = dynamic(
  loadPart(() => import('./header-parts').then((module) => module.AttentionBadge)),
  { loading: () => null },
)

/** How many changes need attention, from when the page is idle. */
export function NavigationBadge() {
  const isIdle = useIsIdle()
  return isIdle ? <AttentionBadge /> : null
}
