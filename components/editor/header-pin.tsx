'use client'

import dynamic from 'next/dynamic'
import { loadPart } from '@/components/ui/part-loading'
import { useIsIdle } from '@/lib/client/hooks/use-is-idle'
import type { PinnedRoom } from '@/lib/shared/api/board-endpoints'

/** Without a message if it cannot be loaded: the other parts of the editor have one. */
const EditorPart = dynamic(
  loadPart(() => import('./editor-notices').then((module) => module.EditorPart)),
  { loading: () => null },
)

/** Pins the room, from when the page is idle. Its place is kept until then. */
export function HeaderPin({ room: { id, slug, name } }: { room: PinnedRoom }) {
  const isIdle = useIsIdle()
  return (
    <div className="min-h-7 min-w-8">
      {isIdle ? <EditorPart part="pin" room={{ id, slug, name }} /> : null}
    </div>
  )
}
