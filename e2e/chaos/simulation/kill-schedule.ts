import { setTimeout as sleep } from 'node:timers/promises'
import type { ChaosCluster } from './chaos-cluster'
import type { Simulation } from './operator'
import type { SeededRandom } from './seeded-random'

/** Saves that acquired the lease of their room, as far as the operators know. */
const countAcceptedSaves = ({ saves }: Pick<Simulation, 'saves'>) =>
  saves.filter(({ replies }) => replies.some(({ change, code }) => change && code !== 'room.busy'))
    .length

/**
 * Kills, ends and pauses consoles at random moments. Returns when all of it is done and `saves` have
 * been accepted, or at `until` (epoch ms). Throws when a console does not start again.
 */
export async function runKillSchedule(
  {
    saves,
    kills,
    terminations,
    pauses,
    clockSteps,
  }: Record<'saves' | 'kills' | 'terminations' | 'pauses' | 'clockSteps', number>,
  simulation: Simulation,
  cluster: ChaosCluster,
  random: SeededRandom,
  until: number,
): Promise<void> {
  const scheduleAtRandom = (count: number, act: () => Promise<void>) =>
    Array.from({ length: count }, () => ({ afterSaves: random.next() * saves * 0.97, act }))
  const schedule = [
    ...scheduleAtRandom(kills, () => cluster.kill()),
    ...scheduleAtRandom(terminations, () => cluster.terminate()),
    ...scheduleAtRandom(clockSteps, () => cluster.stepClock()),
    ...scheduleAtRandom(pauses, () => cluster.pause(random.integer(16_000, 32_000))),
  ].sort((a, b) => a.afterSaves - b.afterSaves)
  const running: Promise<void>[] = []
  const failures: unknown[] = []
  const shouldContinue = () => failures.length === 0 && Date.now() < until
  let acceptedSaves = 0
  // Many saves are accepted at once, which must not end the run before the last kill.
  while ((acceptedSaves < saves || schedule.length > 0) && shouldContinue()) {
    while (schedule[0] && schedule[0].afterSaves <= acceptedSaves) {
      const act = schedule.shift()?.act
      await sleep(random.integer(0, 300))
      if (act) running.push(act().catch((failure: unknown) => void failures.push(failure)))
    }
    await sleep(50)
    acceptedSaves = countAcceptedSaves(simulation)
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
}
