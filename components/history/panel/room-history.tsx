'use client'

import dynamic from 'next/dynamic'
import { loadPart, PartLoading } from '@/components/ui/part-loading'
import { useHistoryPanel } from '@/lib/client/hooks/use-history-panel'

const HistoryPanel = dynamic(
  loadPart(() => import('./history-panel').then((module) => module.HistoryPanel)),
  { ssr: false, loading: PartLoading },
)

/** The history beside the editor, while it is open. It loads on demand. */
export function RoomHistory({ room }: { room: string }) {
  return useHistoryPanel().isOpen ? <HistoryPanel room={room} /> : null
}
