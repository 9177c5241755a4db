import 'server-only'

/** Each class is a tenth wider than the one before it: what is told of it is that exact. */
const GROWTH = 1.1

export type Latencies = {
  add(ms: number): void
  /** So many of the calls were at most so slow (ms, at most 10 % too much); null without calls. */
  quantile(share: number): number | null
  slowest(): number | null
}

/** Counts by class of length, so that a period takes the same little room however many calls it has. */
export function createLatencies(): Latencies {
  const counts = new Map<number, number>()
  let total = 0
  let most = 0
  return {
    add(ms) {
      const at = ms <= 1 ? 0 : Math.ceil(Math.log(ms) / Math.log(GROWTH))
      counts.set(at, (counts.get(at) ?? 0) + 1)
      total += 1
      most = Math.max(most, ms)
    },
    quantile(share) {
      if (total === 0) return null
      let below = 0
      for (const at of [...counts.keys()].sort((a, b) => a - b)) {
        below += counts.get(at) ?? 0
        if (below >= share * total) return Math.min(most, Math.round(GROWTH ** at))
      }
      return most
    },
    slowest: () => (total === 0 ? null : most),
  }
}
