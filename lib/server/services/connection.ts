import 'server-only'
import type { CallError, Connection, ConnectionTest } from '@/lib/shared/api/connection-endpoints'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Auth } from '../auth/auth'
import { type Actor, authorize } from '../auth/authorize'
import type { Database } from '../db/database'
import type { EngineClient } from '../engine/client'
import { COMMANDS } from '../engine/commands'
import type { CallLog, LoggedError } from '../engine/diagnostics/call-log'
import { rateLimitFor } from '../engine/resilience/rate-limits'
import { MAX_WAITING } from '../engine/resilience/request-queue'
import { TIMINGS } from '../engine/timings'
import type { Realtime } from '../realtime/realtime'
import type { Config } from '../runtime/config'

export type ConnectionDeps = {
  actor: Actor
  config: Config
  engineTarget: { url: string; sdkAppId: number; identifier: string; region: string | null }
  engine: EngineClient
  callLog: CallLog
  realtime: Realtime
  database: Database
  auth: Auth
}

/** One attempt (4 s), its wait in the request queue (1 s) and a margin. */
const TEST_DEADLINE_MS = 6_000

/**
 * The connection to the Live service as this process sees it: settings without the secret, limits,
 * recent calls.
 */
export async function readConnection(deps: ConnectionDeps): Promise<Connection> {
  authorize(deps, 'connection.read')
  const { config, engineTarget, engine, realtime, database } = deps
  const { errors, misconfigured, lastSuccess, clock, periods } = deps.callLog.read()
  return {
    at: toIsoTime(Date.now()),
    engine: {
      host: new URL(engineTarget.url).host,
      region: engineTarget.region,
      demo: config.engine === null,
      sdkAppId: engineTarget.sdkAppId,
      identifier: engineTarget.identifier,
      // The console does not start without a key.
      keyPresent: true,
    },
    lastSuccess: lastSuccess && { ...lastSuccess, at: toIsoTime(lastSuccess.at) },
    errors: errors.map(toCallError),
    misconfigured: misconfigured && toCallError(misconfigured),
    ...readLimits(engine.guard, config.qps),
    clock: clock && { ...clock, at: toIsoTime(clock.at) },
    webhooks: { on: config.webhookTokens.length > 0, seenAt: realtime.lastWebhookAt() },
    ...readUntrustedProxy(deps.auth),
    store: database.kind,
    timeoutMs: TIMINGS.attemptMs,
    periods: periods.map((period) => ({ ...period, from: toIsoTime(period.from) })),
  }
}

/**
 * Asks the Live service for one room and returns how that went; `asked` is false if our own limits
 * held the call back.
 */
export async function testConnection(
  deps: ConnectionDeps & { ref: string },
): Promise<ConnectionTest> {
  const { id: requester } = authorize(deps, 'connection.test')
  const at = toIsoTime(Date.now())
  const startedAt = performance.now()
  const call = { deadline: startedAt + TEST_DEADLINE_MS, ref: deps.ref, requester }
  const { wasSent, problem } = await deps.engine.testConnection(call)
  const { code, details } = problem ?? {}
  return {
    at,
    asked: wasSent,
    ms: Math.round(performance.now() - startedAt),
    problem: code ? { code, params: details?.params, engine: details?.engine } : null,
  }
}

function readUntrustedProxy({ forwarding }: Auth) {
  const last = forwarding.last()
  if (!last) return {}
  return { untrustedProxy: { address: last.address, seenAt: toIsoTime(last.seenAt) } }
}

function readLimits(guard: EngineClient['guard'], qps: number) {
  const { breaker, configHalt, now } = guard.state()
  // The guard's times are monotonic; the API needs wall-clock times.
  const toWallTime = (monotonicMs: number) => toIsoTime(Date.now() + monotonicMs - now)
  return {
    limits: COMMANDS.map((command) => ({
      command,
      perSecond: guard.perSecond(command),
      usual: rateLimitFor(command, qps).perSecond,
      waiting: guard.countWaiting(command),
    })),
    line: { waiting: guard.countWaiting(), places: MAX_WAITING },
    breaker: { ...breaker, until: breaker.until === null ? null : toWallTime(breaker.until) },
    stop: configHalt && {
      since: toWallTime(configHalt.since),
      until: toWallTime(configHalt.until),
      code: configHalt.problem.code,
    },
  }
}

function toCallError({ class: _, at, ...error }: LoggedError): CallError {
  return { ...error, at: toIsoTime(at) }
}
