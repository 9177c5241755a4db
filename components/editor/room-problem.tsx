'use client'

import dynamic from 'next/dynamic'
import type { NoRoomProps } from './no-room'

// Nearly every page shows a room.
const NoRoom = dynamic(() => import('./no-room').then((module) => module.NoRoom), {
  loading: () => null,
})

/** In the place of the editor: a room that has ended, or of which nothing is known while the engine is silent. */
export function RoomProblem(props: NoRoomProps) {
  return <NoRoom {...props} />
}
