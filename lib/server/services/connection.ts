import 'server-only'
import type { CallError, Connection, ConnectionTest } from '@/lib/shared/api/connection-endpoints'
import type { LoggedError } from '../engine/diagnostics/call-log'
import { TIMINGS } from '../engine/resilience/back-off'
import { allowanceOf } from '../engine/resilience/limits'
import { COMMANDS, MOST_WAITING } from '../engine/resilience/request-queue'
import { type Context, permit } from '../http/context'

/** The call, its turn in the line, and a little for the way. */
const TEST_DEADLINE_MS = 6_000

/** The way to the Live engine as this process sees it: settings without the secret, limits, and the last hours. */
export async function readConnection(ctx: Context): Promise<Connection> {
  permit(ctx, 'connection.read')
  const { config, target, engine, live, database } = ctx
  const { errors, misconfigured, lastSuccess, clock, periods } = ctx.logbook.read()
  return {
    at: iso(Date.now()),
    engine: {
      host: new URL(target.url).host,
      region: target.region,
      demo: config.engine === null,
      sdkAppId: target.sdkAppId,
      identifier: target.identifier,
      // A start without one ends with a message.
      keyPresent: true,
    },
    lastSuccess: lastSuccess && { ...lastSuccess, at: iso(lastSuccess.at) },
    errors: errors.map(told),
    misconfigured: misconfigured && told(misconfigured),
    ...limitsOf(engine.gate, config.qps),
    clock: clock && { ...clock, at: iso(clock.at) },
    webhooks: { on: config.webhookTokens.length > 0, seenAt: live.webhookSeenAt() },
    store: database.kind,
    timeoutMs: TIMINGS.attempt,
    periods: periods.map((period) => ({ ...period, from: iso(period.from) })),
  }
}

/** Asks the engine for one room of its list, and tells what came of it. */
export async function testConnection(ctx: Context): Promise<ConnectionTest> {
  const { id } = permit(ctx, 'connection.test')
  const startedAt = Date.now()
  const call = { deadline: startedAt + TEST_DEADLINE_MS, ref: ctx.ref, by: id }
  const { asked, problem } = await ctx.engine.test(call)
  const { code, details } = problem ?? {}
  return {
    at: iso(startedAt),
    asked,
    ms: Date.now() - startedAt,
    problem: code ? { code, params: details?.params, engine: details?.engine } : null,
  }
}

function limitsOf(gate: Context['engine']['gate'], qps: number) {
  const { breaker, stop, now } = gate.state()
  // The gate counts by a clock that never goes back; people read the one on the wall.
  const wall = (time: number) => iso(Date.now() + time - now)
  return {
    limits: COMMANDS.map((command) => ({
      command,
      perSecond: gate.perSecond(command),
      usual: allowanceOf(command, qps).perSecond,
      waiting: gate.waiting(command),
    })),
    line: { waiting: gate.waiting(), places: MOST_WAITING },
    breaker: { ...breaker, until: breaker.until === null ? null : wall(breaker.until) },
    stop: stop && { since: wall(stop.since), until: wall(stop.until), code: stop.problem.code },
  }
}

function told({ class: _, at, ...error }: LoggedError): CallError {
  return { ...error, at: iso(at) }
}

const iso = (time: number) => new Date(time).toISOString()
