import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Console,
  type ConsoleOptions,
  sparePort,
  startConsole,
} from '@/lib/server/testing/console/spawn'
import type { Dice } from './dice'

/** Consoles that die and come back, and what was done to them. */
export type Fleet = {
  /** Addresses; one of them may be down at any moment. */
  urls: readonly string[]
  kills: number
  pauses: number
  /** Kills one in mid-work and starts it again on the same store; resolves when it is back. */
  kill(): Promise<void>
  /** Stops one where it is for `ms`, and lets it go on. */
  pause(ms: number): Promise<void>
  /** Ends all in good order; their exit codes, and how long the slowest took, in ms. */
  end(): Promise<{ codes: (number | NodeJS.Signals)[]; ms: number }>
  /** SIGKILL to whatever still runs. */
  abandon(): void
}

type Replica = { options: ConsoleOptions; console: Console; busy: boolean }

export async function startFleet(
  size: number,
  options: Omit<ConsoleOptions, 'port'>,
  dice: Dice,
): Promise<Fleet> {
  const replicas: Replica[] = []
  for (let n = 0; n < size; n++) {
    const own = { ...options, port: await sparePort() }
    replicas.push({ options: own, console: await startConsole(own), busy: false })
  }

  /** With more than one console, some other one stays up. */
  const idleOnes = () => {
    const idle = replicas.filter(({ busy }) => !busy)
    return size > 1 && idle.length === 1 ? [] : idle
  }

  /** Runs `work` on a console that nothing is being done to, as soon as there is one. */
  async function on(work: (replica: Replica) => Promise<void>) {
    while (idleOnes().length === 0) await sleep(20)
    const replica = dice.pick(idleOnes())
    replica.busy = true
    try {
      await work(replica)
    } finally {
      replica.busy = false
    }
  }

  const fleet: Fleet = {
    urls: replicas.map(({ console }) => console.url),
    kills: 0,
    pauses: 0,
    kill: () =>
      on(async (replica) => {
        replica.console.signal('SIGKILL')
        await replica.console.ended
        fleet.kills += 1
        replica.console = await startConsole(replica.options)
      }),
    pause: (ms) =>
      on(async ({ console }) => {
        console.signal('SIGSTOP')
        fleet.pauses += 1
        await sleep(ms)
        console.signal('SIGCONT')
      }),
    async end() {
      const startedAt = performance.now()
      for (const { console } of replicas) console.signal('SIGTERM')
      const codes = await Promise.all(replicas.map(({ console }) => console.ended))
      return { codes, ms: Math.round(performance.now() - startedAt) }
    },
    abandon() {
      for (const { console } of replicas) console.signal('SIGKILL')
    },
  }
  return fleet
}
