'use client'

import { lazily } from '@/components/ui/lazily'
import type { NoRoomProps } from './no-room'

// Nearly every page shows a room.
const NoRoom = lazily(() => import('./no-room').then((module) => module.NoRoom))

/** In the place of the editor: a room that has ended, or of which nothing is known while the engine is silent. */
export function RoomProblem(props: NoRoomProps) {
  return <NoRoom {...props} />
}
