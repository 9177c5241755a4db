import type { DehydratedState } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { HydratedQueries } from './hydrated-queries'

/**
 * Passes what the server read to the queries of the page. As one text, because React would visit
 * each value of an object twice on the server and again in the browser.
 */
export function HydrateQueries({
  state,
  children,
}: {
  state: DehydratedState
  children: ReactNode
}) {
  return <HydratedQueries state={JSON.stringify(state)}>{children}</HydratedQueries>
}
