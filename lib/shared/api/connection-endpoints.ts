import * as z from 'zod/mini'
import type { Endpoint } from './endpoint'
import { engineWordSchema, problemCodeSchema, problemParamsSchema } from './problem-schemas'

const count = z.number().check(z.int(), z.gte(0))
const time = z.string()

/** One fault of a call; `times` it came in a row, the last time at `at`. `setting` is the one to look at first. */
const callErrorSchema = z.object({
  at: time,
  times: count,
  command: z.string(),
  code: problemCodeSchema,
  engine: engineWordSchema,
  setting: z.nullable(z.string()),
  detail: z.nullable(z.string()),
})
export type CallError = z.infer<typeof callErrorSchema>

/**
 * Five minutes of calls from `from` on. `answered` by the engine, refusals too; `busy` = refused as too many; `fault` =
 * anything that says the connection is not well; `held` = kept back by our own limits. Latencies in ms of what was
 * sent; null = nothing was.
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

/** The way to the Live engine as this process sees it at `at`; times are ISO 8601. No secret is in it. */
const connectionSchema = z.object({
  at: time,
  engine: z.object({
    host: z.string(),
    /** Null where an address is configured instead, and in the demo. */
    region: z.nullable(z.string()),
    demo: z.boolean(),
    sdkAppId: z.number(),
    identifier: z.string(),
    keyPresent: z.boolean(),
  }),
  lastSuccess: z.nullable(z.object({ at: time, command: z.string(), ms: z.number() })),
  /** Newest first. */
  errors: z.array(callErrorSchema),
  /** The last one that a setting, or the app's plan, was to blame for. */
  misconfigured: z.nullable(callErrorSchema),
  /** Calls per second now and usually; `waiting` in line. */
  limits: z.array(
    z.object({ command: z.string(), perSecond: z.number(), usual: z.number(), waiting: count }),
  ),
  line: z.object({ waiting: count, places: count }),
  /** Of the last 30 seconds; `until` = when the next call may find out. */
  breaker: z.object({ open: z.boolean(), until: z.nullable(time), calls: count, faults: count }),
  stop: z.nullable(z.object({ since: time, until: time, code: problemCodeSchema })),
  /** By how many ms the engine's clock is ahead of ours, to within `withinMs`. */
  clock: z.nullable(z.object({ at: time, aheadMs: z.number(), withinMs: z.number() })),
  webhooks: z.object({ on: z.boolean(), seenAt: z.nullable(time) }),
  store: z.enum(['embedded', 'postgres']),
  timeoutMs: z.number(),
  /** Oldest first, without gaps, the one under way last. */
  periods: z.array(periodSchema),
})
export type Connection = z.infer<typeof connectionSchema>

const readConnection = {
  method: 'GET',
  path: '/api/connection',
  action: 'connection.read',
  reply: connectionSchema,
} as const satisfies Endpoint

/** One call that changes nothing. `asked` false: our own limits let none leave, and `problem` says why. */
const testConnection = {
  method: 'POST',
  path: '/api/connection/test',
  action: 'connection.test',
  reply: z.object({
    at: time,
    asked: z.boolean(),
    ms: z.number(),
    problem: z.nullable(
      z.object({
        code: problemCodeSchema,
        params: z.optional(problemParamsSchema),
        engine: z.optional(engineWordSchema),
      }),
    ),
  }),
} as const satisfies Endpoint

/** For probes, with METRICS_TOKEN as a bearer: in the text format of Prometheus. 404 while there is no token. */
const readMetrics = {
  method: 'GET',
  path: '/api/metrics',
  action: null,
  reply: z.looseObject({}),
} as const satisfies Endpoint

export const connectionEndpoints = { readConnection, testConnection, readMetrics } as const
export type ConnectionTest = z.infer<typeof testConnection.reply>
