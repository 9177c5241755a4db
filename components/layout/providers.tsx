'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { createQueryClient } from '@/lib/client/query-client'
import { syncServerClock } from '@/lib/client/resilience/server-clock'
import '@/lib/client/resilience/start'

type Props = {
  /** When the server rendered the page, in epoch ms. */
  serverNow: number
  children: ReactNode
}

/** Provides the query cache of this tab. */
export function Providers({ serverNow, children }: Props) {
  const [client] = useState(() => {
    syncServerClock(serverNow)
    return createQueryClient()
  })
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
