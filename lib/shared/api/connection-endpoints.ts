import * as z from 'zod/mini'
import type { Endpoint } from './endpoint'
import { engineErrorSchema, problemCodeSchema, problemParamsSchema } from './problem-schemas'

const count = z.number().check(z.int(), z.gte(0))
const time = z.string()

/** A failed call; it failed `times` in a row, last at `at`. `setting` is the one to check first. */
const callErrorSchema = z.object({
  at: time,
  times: count,
  command: z.string(),
  code: problemCodeSchema,
  engine: engineErrorSchema,
  setting: z.nullable(z.string()),
  detail: z.nullable(z.string()),
})
export type CallError = z.infer<typeof callErrorSchema>

/**
 * Five minutes of calls. `answered`: the Live service replied, refusals included; `busy`:
 * rate-limited by it; `fault`: the connection failed; `held`: stopped by our own limits. Latencies
 * in ms of sent calls; null without any.
 */
const periodSchema = z.object({
  from: time,
  answered: count,
  busy: count,
  fault: count,
  held: count,
  median: z.nullable(z.number()),
  p95: z.nullable(z.number()),
  slowest: z.nullable(z.number()),
})
export type Period = z.infer<typeof periodSchema>

/**
 * The connection to the Live service as this process sees it; times are ISO 8601. Contains no
 * secret.
 */
const connectionSchema = z.object({
  at: time,
  engine: z.object({
    host: z.string(),
    /** Null if an address is configured instead, and in the demo. */
    region: z.nullable(z.string()),
    demo: z.boolean(),
    sdkAppId: z.number(),
    identifier: z.string(),
    keyPresent: z.boolean(),
  }),
  lastSuccess: z.nullable(z.object({ at: time, command: z.string(), ms: z.number() })),
  /** Newest first. */
  errors: z.array(callErrorSchema),
  /** The last error caused by a setting or by the app's plan. */
  misconfigured: z.nullable(callErrorSchema),
  /** Allowed calls per second, now and normally; `waiting` calls are queued. */
  limits: z.array(
    z.object({ command: z.string(), perSecond: z.number(), usual: z.number(), waiting: count }),
  ),
  line: z.object({ waiting: count, places: count }),
  /** Counts of the last 30 seconds; `until` is when the next probe may be sent. */
  breaker: z.object({ open: z.boolean(), until: z.nullable(time), calls: count, faults: count }),
  stop: z.nullable(z.object({ since: time, until: time, code: problemCodeSchema })),
  /** How many ms the clock of the Live service is ahead of ours, ± `withinMs`. */
  clock: z.nullable(z.object({ at: time, aheadMs: z.number(), withinMs: z.number() })),
  webhooks: z.object({ on: z.boolean(), seenAt: z.nullable(time) }),
  /** A connection whose `X-Forwarded-For` was ignored; absent without one since the start. */
  untrustedProxy: z.optional(z.object({ address: z.string(), seenAt: time })),
  store: z.enum(['embedded', 'postgres']),
  timeoutMs: z.number(),
  /** Oldest first, without gaps; the last one is not complete. */
  periods: z.array(periodSchema),
})
export type Connection = z.infer<typeof connectionSchema>

const readConnection = {
  method: 'GET',
  path: '/api/connection',
  action: 'connection.read',
  response: connectionSchema,
} as const satisfies Endpoint

/** Makes one read-only call. `asked` is false if our own limits stopped it; `problem` says why. */
const testConnection = {
  method: 'POST',
  path: '/api/connection/test',
  action: 'connection.test',
  response: z.object({
    at: time,
    asked: z.boolean(),
    ms: z.number(),
    problem: z.nullable(
      z.object({
        code: problemCodeSchema,
        params: z.optional(problemParamsSchema),
        engine: z.optional(engineErrorSchema),
      }),
    ),
  }),
} as const satisfies Endpoint

/**
 * Prometheus text format; needs `METRICS_TOKEN` as a bearer token. 404 if no token is configured.
 */
const readMetrics = {
  method: 'GET',
  path: '/api/metrics',
  action: null,
  response: z.looseObject({}),
} as const satisfies Endpoint

export const connectionEndpoints = { readConnection, testConnection, readMetrics } as const
export type ConnectionTest = z.infer<typeof testConnection.response>
