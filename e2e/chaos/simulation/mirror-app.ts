import type { Fault } from '@/lib/server/emulator/faults/faults'
import type { LiveService } from './live-service'
import type { SeededRandom } from './seeded-random'

const MIRROR_SHARE = 0.6
/** Well before the write of the console can no longer be applied. */
const LONGEST_DELAY_MS = 2_000

/**
 * An app that sometimes writes the same values as a console whose reply is lost, so that the room
 * shows them although the write of the console is still to come or was lost.
 */
export function createMirrorApp(random: SeededRandom) {
  let liveService: LiveService | null = null
  return {
    start(service: LiveService): void {
      liveService = service
    },
    followFault(command: string, body: Record<string, unknown>, fault: Fault): void {
      const isWrite = command === 'set_room_metadata' || command === 'del_room_metadata'
      const isReplyLost = fault.kind !== 'refuse' && fault.kind !== 'delay'
      if (!isWrite || !isReplyLost || !random.chance(MIRROR_SHARE)) return
      const mirror = () => void liveService?.callAsApp(command, body).catch(() => undefined)
      setTimeout(mirror, random.integer(0, LONGEST_DELAY_MS))
    },
  }
}
