import { setTimeout as sleep } from 'node:timers/promises'
import type { Simulation } from './operator'
import type { SeededRandom } from './seeded-random'

const READS_PER_BURST = 300

/**
 * Until `signal` aborts, everyone sometimes reads many rooms at once, as when all pages of a team
 * reconnect: far more than the Live service allows in a second.
 */
export async function runReadBursts(
  { clients, rooms, urls }: Simulation,
  random: SeededRandom,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(random.integer(2_000, 12_000))
    if (signal.aborted) return
    const readsPerClient = READS_PER_BURST / clients.length
    await Promise.all(
      clients.flatMap((client) =>
        Array.from({ length: readsPerClient }, () =>
          client.readMetadata(random.pick(urls), random.pick(rooms)),
        ),
      ),
    )
  }
}
