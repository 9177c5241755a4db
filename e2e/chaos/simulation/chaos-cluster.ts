import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from '@/lib/server/db/testing/free-port'
import {
  type ConsoleOptions,
  type ConsoleProcess,
  startConsole,
} from '@/lib/server/testing/console/spawn'
import type { TimeSpan } from './random-faults'
import type { SeededRandom } from './seeded-random'

/** Consoles on one store that are killed, paused and started again. */
export type ChaosCluster = {
  /** One of these may be down at any moment. */
  urls: readonly string[]
  /** When a console was killed, in epoch ms. */
  kills: readonly number[]
  pauses: readonly TimeSpan[]
  /** Consoles that were ended in order: exit code, and the time until it ended. */
  terminations: readonly { code: number | NodeJS.Signals; ms: number }[]
  /** Kills one console and starts it again on the same store; resolves when it is ready. */
  kill(): Promise<void>
  /** Sends SIGTERM to the process group of one console, waits for its end and starts it again. */
  terminate(): Promise<void>
  /** Stops one console for `ms` and resumes it. */
  pause(ms: number): Promise<void>
  clockSteps: number
  /** Steps the wall clock that one console sees, forward or back. */
  stepClock(): Promise<void>
  /** Runs `work` while no console starts: one does not start while its store is locked. */
  withoutStarts(work: () => Promise<void>): Promise<void>
  /** Sends SIGTERM to all. Resolves to their exit codes and the time until the last one ended. */
  stop(): Promise<{ codes: (number | NodeJS.Signals)[]; ms: number }>
  /** Sends SIGKILL to all that still run. */
  killAll(): void
}

/** Prepares a console for {@link ChaosCluster.stepClock}. */
const STEPPING_CLOCK = new URL('stepping-clock.mjs', import.meta.url).href

type Replica = { options: ConsoleOptions; server: ConsoleProcess; isBusy: boolean }

export async function startChaosCluster(
  size: number,
  options: Omit<ConsoleOptions, 'port'>,
  random: SeededRandom,
): Promise<ChaosCluster> {
  const replicas: Replica[] = []
  for (let n = 0; n < size; n++) {
    const port = await findFreePort()
    const replicaOptions = { ...options, preload: STEPPING_CLOCK, ownGroup: true, port }
    const server = await startConsole(replicaOptions)
    replicas.push({ options: replicaOptions, server, isBusy: false })
  }

  /** In a cluster of several consoles one always stays up. */
  let startsForbidden = 0
  const listAvailableReplicas = () => {
    if (startsForbidden > 0) return []
    const idle = replicas.filter(({ isBusy }) => !isBusy)
    return size > 1 && idle.length === 1 ? [] : idle
  }

  /** Waits for an available replica and runs `work` on it. */
  async function withReplica(work: (replica: Replica) => Promise<void>) {
    while (listAvailableReplicas().length === 0) await sleep(20)
    const replica = random.pick(listAvailableReplicas())
    replica.isBusy = true
    try {
      await work(replica)
    } finally {
      replica.isBusy = false
    }
  }

  const kills: number[] = []
  const pauses: TimeSpan[] = []
  const terminations: { code: number | NodeJS.Signals; ms: number }[] = []
  const cluster: ChaosCluster = {
    urls: replicas.map(({ server }) => server.url),
    kills,
    pauses,
    terminations,
    kill: () =>
      withReplica(async (replica) => {
        replica.server.signal('SIGKILL')
        await replica.server.ended
        kills.push(Date.now())
        replica.server = await startConsole(replica.options)
      }),
    terminate: () =>
      withReplica(async (replica) => {
        const startedAt = performance.now()
        replica.server.signalGroup('SIGTERM')
        const code = await replica.server.ended
        terminations.push({ code, ms: Math.round(performance.now() - startedAt) })
        replica.server = await startConsole(replica.options)
      }),
    pause: (ms) =>
      withReplica(async ({ server }) => {
        server.signal('SIGSTOP')
        const from = Date.now()
        await sleep(ms)
        server.signal('SIGCONT')
        pauses.push({ from, until: Date.now() })
      }),
    clockSteps: 0,
    stepClock: () =>
      withReplica(async ({ server }) => {
        server.signal('SIGUSR2')
        cluster.clockSteps += 1
      }),
    async withoutStarts(work) {
      startsForbidden += 1
      while (replicas.some(({ isBusy }) => isBusy)) await sleep(20)
      await work().finally(() => {
        startsForbidden -= 1
      })
    },
    async stop() {
      const startedAt = performance.now()
      for (const { server } of replicas) server.signal('SIGTERM')
      const codes = await Promise.all(replicas.map(({ server }) => server.ended))
      return { codes, ms: Math.round(performance.now() - startedAt) }
    },
    killAll() {
      for (const { server } of replicas) server.signal('SIGKILL')
    },
  }
  return cluster
}
