import 'server-only'
import { createLatencyHistogram } from './latency-histogram'

/** `busy`: refused by a rate limit of the Live service. `held`: held back by our own limits. */
export type CallCategory = 'answered' | 'busy' | 'fault' | 'held'

/** The calls of five minutes by category, and the latencies in ms of those that were sent. */
export type TimeBucket = Record<CallCategory, number> & {
  /** Start in epoch ms, a multiple of five minutes. */
  from: number
  median: number | null
  p95: number | null
  slowest: number | null
}

type TimeBuckets = {
  /** `ms` is null if nothing was sent. */
  record(category: CallCategory, ms: number | null): void
  /** Oldest first, without gaps; the last one is the current one. */
  read(): TimeBucket[]
}

export const BUCKET_MS = 300_000
/** Three hours. */
export const KEPT_BUCKETS = 36

/**
 * Keeps the last three hours in five-minute buckets, from the start of this process. `now` in epoch
 * ms.
 */
export function createTimeBuckets(now: () => number): TimeBuckets {
  const buckets = new Map<number, ReturnType<typeof createTimeBucket>>()

  function currentBucket() {
    const from = Math.floor(now() / BUCKET_MS) * BUCKET_MS
    const current = buckets.get(from)
    if (current) return current
    const [first = from] = buckets.keys()
    const oldest = Math.max(first, from - (KEPT_BUCKETS - 1) * BUCKET_MS)
    for (const start of buckets.keys()) if (start < oldest) buckets.delete(start)
    // Buckets without calls are listed too.
    for (let start = oldest; start <= from; start += BUCKET_MS) {
      if (!buckets.has(start)) buckets.set(start, createTimeBucket(start))
    }
    return buckets.get(from) ?? createTimeBucket(from)
  }

  currentBucket()
  return {
    record: (category, ms) => currentBucket().record(category, ms),
    read() {
      currentBucket()
      return [...buckets.values()].map((bucket) => bucket.read())
    },
  }
}

function createTimeBucket(from: number) {
  const counts: Record<CallCategory, number> = { answered: 0, busy: 0, fault: 0, held: 0 }
  const latencies = createLatencyHistogram()
  return {
    record(category: CallCategory, ms: number | null) {
      counts[category] += 1
      if (ms !== null) latencies.add(ms)
    },
    read: (): TimeBucket => ({
      from,
      ...counts,
      median: latencies.quantile(0.5),
      p95: latencies.quantile(0.95),
      slowest: latencies.max(),
    }),
  }
}
