import 'server-only'
import type { ObservationWindows } from '../db/repositories/history/observation-windows'
import type { Log } from '../runtime/log'

/**
 * Rooms are polled about every four seconds. After three missed polls the time in between counts as
 * unobserved.
 */
const MAX_GAP_MS = 15_000
/**
 * Polls that come early are not recorded: a window may be recorded too short, but never too long.
 */
const WRITE_INTERVAL_MS = 3_000

type OpenWindow = { id: Promise<string | null>; lastReadAt: number; lastWrittenAt: number }

/**
 * Records when rooms are observed, so that the history can tell a period without changes from
 * an unobserved one. Best effort: a failed write never fails the poll. `now` in ms, monotonic.
 */
export function createObservationRecorder(
  store: ObservationWindows,
  log: Log,
  now: () => number = () => performance.now(),
) {
  const openWindows = new Map<string, OpenWindow>()

  function open(room: string, at: number) {
    const id = store.begin(room).catch((err: unknown) => {
      log.warn({ event: 'sighting', room, err })
      openWindows.delete(room)
      return null
    })
    openWindows.set(room, { id, lastReadAt: at, lastWrittenAt: at })
  }

  async function extend(room: string, window: OpenWindow) {
    const id = await window.id
    if (id === null) return
    await store.extend(id).catch((err: unknown) => {
      log.warn({ event: 'sighting', room, err })
    })
  }

  return {
    /** Call it after each successful read of the room. */
    recordRead(room: string): void {
      const at = now()
      const window = openWindows.get(room)
      if (!window || at - window.lastReadAt > MAX_GAP_MS) open(room, at)
      else {
        window.lastReadAt = at
        if (at - window.lastWrittenAt < WRITE_INTERVAL_MS) return
        window.lastWrittenAt = at
        void extend(room, window)
      }
    },
    /** Call it when this process stops polling the room. */
    close: (room: string) => void openWindows.delete(room),
  }
}
