import 'server-only'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

const SAMPLE_MS = 20
const LAG_THRESHOLD_MS = 60
/** How long a single lag counts. */
const LAG_MEMORY_MS = 1_000
const CHECK_MS = 100

/** What is read of a histogram of intervals between samples, in nanoseconds. */
export type LagHistogram = Pick<IntervalHistogram, 'max' | 'reset'>

/**
 * Returns a function that is true if the event loop lagged within the last second, which means that
 * requests are waiting for each other. The figure is the largest sample: a mean or a percentile
 * would hide a single long block behind the many short intervals.
 */
export function watchEventLoopLag(histogram: LagHistogram = startHistogram()): () => boolean {
  let laggingUntil = 0
  // A sample is the time between two timers, so it includes the interval itself.
  const hasLagged = () => histogram.max > (SAMPLE_MS + LAG_THRESHOLD_MS) * 1e6
  const timer = setInterval(() => {
    if (!hasLagged()) return
    laggingUntil = performance.now() + LAG_MEMORY_MS
    // Only after a lag: a reset loses the sample in progress, which must not be the first lag.
    histogram.reset()
  }, CHECK_MS)
  timer.unref()
  return () => hasLagged() || performance.now() < laggingUntil
}

function startHistogram(): IntervalHistogram {
  const histogram = monitorEventLoopDelay({ resolution: SAMPLE_MS })
  histogram.enable()
  return histogram
}
