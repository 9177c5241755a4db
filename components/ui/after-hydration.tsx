'use client'

import type { ReactNode } from 'react'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'

type Props = {
  /** The first picture shows it after all. */
  isShownEarlier?: boolean
  children: ReactNode
}

/**
 * Renders its children once the page is interactive. For what the first picture cannot show or what
 * no one could use earlier, so that the server need not render it.
 */
export function AfterHydration({ isShownEarlier = false, children }: Props) {
  return useHydrated() || isShownEarlier ? children : null
}
