import 'server-only'
import { createLatencies } from './latencies'

const GROUPS = ['answered', 'busy', 'fault', 'held'] as const
type Group = (typeof GROUPS)[number]

/** Five minutes of calls: how many ended how, and how long the engine took (ms; null = it was not asked). */
export type Period = Record<Group, number> & {
  /** Epoch ms, a multiple of five minutes. */
  from: number
  median: number | null
  /** One call in twenty took longer. */
  p95: number | null
  slowest: number | null
}

export type Periods = {
  call(group: Group, ms: number | null): void
  /** Oldest first, without gaps, the one under way last. */
  read(): Period[]
}

export const PERIOD_MS = 300_000
/** Three hours. */
export const KEPT_PERIODS = 36

/** A ring of five-minute periods from the start of this process on. `now` in epoch ms. */
export function createPeriods(now: () => number): Periods {
  const kept = new Map<number, ReturnType<typeof createPeriod>>()

  function current() {
    const from = Math.floor(now() / PERIOD_MS) * PERIOD_MS
    const known = kept.get(from)
    if (known) return known
    const [first = from] = kept.keys()
    const oldest = Math.max(first, from - (KEPT_PERIODS - 1) * PERIOD_MS)
    for (const at of kept.keys()) if (at < oldest) kept.delete(at)
    // Periods in which nothing was asked are told, too.
    for (let at = oldest; at <= from; at += PERIOD_MS) {
      if (!kept.has(at)) kept.set(at, createPeriod(at))
    }
    return kept.get(from) ?? createPeriod(from)
  }

  current()
  return {
    call: (group, ms) => current().call(group, ms),
    read() {
      current()
      return [...kept.values()].map((period) => period.read())
    },
  }
}

function createPeriod(from: number) {
  const counts: Record<Group, number> = { answered: 0, busy: 0, fault: 0, held: 0 }
  const latencies = createLatencies()
  return {
    call(group: Group, ms: number | null) {
      counts[group] += 1
      if (ms !== null) latencies.add(ms)
    },
    read: (): Period => ({
      from,
      ...counts,
      median: latencies.quantile(0.5),
      p95: latencies.quantile(0.95),
      slowest: latencies.slowest(),
    }),
  }
}
