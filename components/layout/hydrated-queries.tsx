'use client'

import { type DehydratedState, HydrationBoundary } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { toBrowserTime } from '@/lib/client/resilience/server-clock'

type Props = {
  /** A `DehydratedState` as JSON. */
  state: string
  children: ReactNode
}

/**
 * Fills the query cache. Translates the times, because the query cache compares them with the clock
 * of this machine: data that looks old would be loaded again during hydration, which then fails.
 */
export function HydratedQueries({ state, children }: Props) {
  const translated = useMemo(() => translateTimes(JSON.parse(state) as DehydratedState), [state])
  return <HydrationBoundary state={translated}>{children}</HydrationBoundary>
}

function translateTimes(state: DehydratedState): DehydratedState {
  const queries = state.queries.map((query) => ({
    ...query,
    ...(query.dehydratedAt && { dehydratedAt: toBrowserTime(query.dehydratedAt) }),
    state: { ...query.state, dataUpdatedAt: toBrowserTime(query.state.dataUpdatedAt) },
  }))
  return { ...state, queries }
}
