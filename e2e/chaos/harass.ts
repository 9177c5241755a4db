import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from './dice'
import type { Fleet } from './fleet'
import type { World } from './operator'

/** Saves that are known to have taken a room. */
const begunBy = ({ saves }: Pick<World, 'saves'>) =>
  saves.filter(({ told }) => told.some(({ change, code }) => change && code !== 'room.busy')).length

/** Kills and pauses, spread over the saves at random; returns when enough saves have begun, or at `until`. */
export async function harass(
  { saves, kills, pauses }: { saves: number; kills: number; pauses: number },
  world: World,
  fleet: Fleet,
  dice: Dice,
  until: number,
): Promise<void> {
  const at = (count: number, act: () => Promise<void>) =>
    Array.from({ length: count }, () => ({ at: dice.next() * saves * 0.97, act }))
  const plan = [
    ...at(kills, () => fleet.kill()),
    ...at(pauses, () => fleet.pause(dice.whole(16_000, 32_000))),
  ].sort((a, b) => a.at - b.at)
  const under: Promise<void>[] = []
  const failures: unknown[] = []
  const goesOn = () => failures.length === 0 && Date.now() < until
  for (let begun = 0; begun < saves && goesOn(); begun = begunBy(world)) {
    while (plan[0] && plan[0].at <= begun) {
      const act = plan.shift()?.act
      await sleep(dice.whole(0, 300))
      if (act) under.push(act().catch((failure: unknown) => void failures.push(failure)))
    }
    await sleep(50)
  }
  await Promise.all(under)
  if (failures.length > 0) throw failures[0]
}
