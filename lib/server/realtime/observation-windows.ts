import 'server-only'
import type { Sightings } from '../db/repositories/observation-windows'
import type { Log } from '../runtime/log'

/** Looks come every four seconds or so; with three missed, what happened in between was not seen. */
const GAP_MS = 15_000
/** With each look but hurried ones: a stretch may be told too short, and never too long. */
const WRITTEN_EVERY_MS = 3_000

type Stretch = { id: Promise<string | null>; lookedAt: number; writtenAt: number }

/**
 * Keeps on record when rooms are looked at, so that the history can tell a calm stretch from one that nobody saw. Best
 * effort: a picture is not worth a failed look.
 */
export function createSight(sightings: Sightings, log: Log, now = Date.now) {
  const stretches = new Map<string, Stretch>()

  function begin(room: string, at: number) {
    const id = sightings.begin(room).catch((err: unknown) => {
      log.warn({ event: 'sighting', room, err })
      stretches.delete(room)
      return null
    })
    stretches.set(room, { id, lookedAt: at, writtenAt: at })
  }

  async function extend(room: string, { id }: Stretch) {
    const known = await id
    if (known === null) return
    await sightings.extend(known).catch((err: unknown) => {
      log.warn({ event: 'sighting', room, err })
    })
  }

  return {
    /** To be called after each look that succeeded. */
    looked(room: string): void {
      const at = now()
      const stretch = stretches.get(room)
      if (!stretch || at - stretch.lookedAt > GAP_MS) begin(room, at)
      else {
        stretch.lookedAt = at
        if (at - stretch.writtenAt < WRITTEN_EVERY_MS) return
        stretch.writtenAt = at
        void extend(room, stretch)
      }
    },
    /** Nobody here looks at it any more. */
    left: (room: string) => void stretches.delete(room),
  }
}
