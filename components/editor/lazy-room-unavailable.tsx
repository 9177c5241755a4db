'use client'

import { lazyComponent } from '@/components/ui/lazy-component'
import type { RoomUnavailableProps } from './room-unavailable'

// Most room pages show the editor, so this loads on demand.
const RoomUnavailable = lazyComponent(() =>
  import('./room-unavailable').then((module) => module.RoomUnavailable),
)

/** Replaces the editor if the room has ended or cannot be read. */
export function LazyRoomUnavailable(props: RoomUnavailableProps) {
  return <RoomUnavailable {...props} />
}
