import { useRef, useState } from 'react'
import { call } from '@/lib/client/api/api-client'
import type { SelectedRoom } from '@/lib/client/rooms/room-selection'
import { Problem, toProblem } from '@/lib/shared/api/problem'
import { type KeyTarget, previewRoom, type RoomPreview } from '@/lib/shared/batches/room-preview'

/** What a batch would do to a room, or why the room could not be read. */
export type PreviewedRoom = { room: SelectedRoom } & (
  | { preview: RoomPreview; problem: null }
  | { preview: null; problem: Problem }
)

type Previews = {
  targets: readonly KeyTarget[]
  rooms: readonly PreviewedRoom[]
  /** False while rooms are being read. */
  isComplete: boolean
}

/** Enough to be quick, and few enough for the rest of the page and for others. */
const PARALLEL_READS = 4

/** Reads the rooms and compares them with the targets; starting again ends the earlier reads. */
export function useRoomPreviews() {
  const [previews, setPreviews] = useState<Previews | null>(null)
  const runs = useRef(0)

  async function start(rooms: readonly SelectedRoom[], targets: readonly KeyTarget[]) {
    const run = ++runs.current
    const isCurrent = () => runs.current === run
    const found = new Map<string, PreviewedRoom>()
    const show = (isComplete: boolean) =>
      setPreviews({
        targets,
        rooms: rooms.flatMap(({ id }) => found.get(id) ?? []),
        isComplete,
      })
    show(false)
    const queue = [...rooms]
    async function readNext(): Promise<void> {
      for (let room = queue.shift(); room && isCurrent(); room = queue.shift()) {
        found.set(room.id, await readPreview(room, targets))
        if (isCurrent()) show(false)
      }
    }
    await Promise.all(Array.from({ length: PARALLEL_READS }, readNext))
    if (isCurrent()) show(true)
    return isCurrent()
  }

  function clear() {
    runs.current++
    setPreviews(null)
  }

  return { previews, start, clear }
}

async function readPreview(
  room: SelectedRoom,
  targets: readonly KeyTarget[],
): Promise<PreviewedRoom> {
  try {
    const { entries, stale } = await call('readMetadata', { path: { slug: room.slug } })
    // A preview of outdated entries would be wrong.
    if (stale) return { room, preview: null, problem: new Problem(stale.code) }
    return { room, preview: previewRoom(entries, targets), problem: null }
  } catch (error) {
    return { room, preview: null, problem: toProblem(error) }
  }
}
