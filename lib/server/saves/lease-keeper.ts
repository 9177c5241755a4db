import 'server-only'
import type { Journal } from '../db/repositories/journal'
import type { Log } from '../runtime/log'

/** Renewed five times before anybody may take the row over (faults §3). */
const BEAT_MS = 3_000

/** The unsettled changes that this process answers for, kept alive by a heartbeat. */
export type Holding = {
  /** Runs `work` while the change is held under `holder`, and lets go of it afterwards. */
  during<T>(id: string, holder: string, work: () => Promise<T>): Promise<T>
  /** Resolves once nothing is held, or after `withinMs`. */
  idle(withinMs: number): Promise<void>
}

export function createHolding(journal: Pick<Journal, 'heartbeat'>, log: Log): Holding {
  // One for each piece of work: a save and what goes on settling it may overlap.
  const held = new Set<{ id: string; holder: string }>()
  const waiting = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined

  async function beat(): Promise<void> {
    for (const holder of new Set([...held].map((hold) => hold.holder))) {
      const ids = [...held].flatMap((hold) => (hold.holder === holder ? [hold.id] : []))
      await journal.heartbeat(ids, holder).catch((err: unknown) => {
        log.warn({ event: 'heartbeat', err })
      })
    }
  }

  function release(hold: { id: string; holder: string }): void {
    held.delete(hold)
    if (held.size > 0) return
    clearInterval(timer)
    timer = undefined
    for (const resolve of waiting) resolve()
    waiting.clear()
  }

  return {
    async during(id, holder, work) {
      const hold = { id, holder }
      held.add(hold)
      timer ??= setInterval(() => void beat(), BEAT_MS).unref()
      try {
        return await work()
      } finally {
        release(hold)
      }
    },
    idle: (withinMs) =>
      new Promise((resolve) => {
        if (held.size === 0) return resolve()
        waiting.add(resolve)
        setTimeout(resolve, withinMs)
      }),
  }
}
