'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { loadPart } from '@/components/ui/part-loading'
import { runWhenIdle } from '@/lib/client/browser/idle'

const AttentionBadge = dynamic(
  loadPart(() => import('./header-parts').then((module) => module.AttentionBadge)),
  { loading: () => null },
)

/** How many changes need attention, from when the page is idle. */
export function NavigationBadge() {
  const [isIdle, setIsIdle] = useState(false)
  useEffect(() => runWhenIdle(() => setIsIdle(true)), [])
  return isIdle ? <AttentionBadge /> : null
}
