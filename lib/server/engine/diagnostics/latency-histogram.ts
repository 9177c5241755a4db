import 'server-only'

/** Each class is 10 % wider than the one before, so quantiles are at most 10 % too high. */
const GROWTH = 1.1

type LatencyHistogram = {
  add(ms: number): void
  /** The duration in ms that `share` of the calls did not exceed; null without calls. */
  quantile(share: number): number | null
  max(): number | null
}

/** Counts calls by duration class, so its size does not grow with the number of calls. */
export function createLatencyHistogram(): LatencyHistogram {
  const counts = new Map<number, number>()
  let total = 0
  let maxMs = 0
  return {
    add(ms) {
      const index = ms <= 1 ? 0 : Math.ceil(Math.log(ms) / Math.log(GROWTH))
      counts.set(index, (counts.get(index) ?? 0) + 1)
      total += 1
      maxMs = Math.max(maxMs, ms)
    },
    quantile(share) {
      if (total === 0) return null
      let seen = 0
      for (const index of [...counts.keys()].sort((a, b) => a - b)) {
        seen += counts.get(index) ?? 0
        if (seen >= share * total) return Math.min(maxMs, Math.round(GROWTH ** index))
      }
      return maxMs
    },
    max: () => (total === 0 ? null : maxMs),
  }
}
