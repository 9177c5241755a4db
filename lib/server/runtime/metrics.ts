import 'server-only'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ProblemCode } from '@/lib/shared/api/problems'
import type { Outcome } from '@/lib/shared/changes/change'
import type { History } from '../db/repositories/history'
import type { EngineClient } from '../engine/client'
import type { HeldBy } from '../engine/resilience/call-guard'
import { COMMANDS } from '../engine/resilience/request-queue'
import type { Command, EngineCall } from '../engine/transport/http-caller'
import type { Live } from '../realtime/realtime'

const PREFIX = 'live_room_console_'
/** Seconds; the engine's time-out is 4. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8]

export type Metrics = {
  call(call: EngineCall): void
  held(command: Command, by: HeldBy): void
  /** How a save was told to the person; one of unknown outcome is not counted again when it settles. */
  save(outcome: Outcome): void
  /** A door answered with this problem. */
  problem(code: ProblemCode): void
  /** What is measured at each look; to be called once. */
  watch(parts: { engine: Pick<EngineClient, 'gate'>; live: Live; history: History }): void
  /** In the text format that Prometheus reads, and its type. */
  text(): Promise<{ body: string; type: string }>
}

/**
 * Counters of this process. Labels are words of ours only, so that neither a room, a person nor a value can be read
 * from them, and their number is bounded.
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const about = (name: string, help: string) => ({
    name: `${PREFIX}${name}`,
    help,
    registers: [registry],
  })

  const calls = new Counter({
    ...about('engine_calls_total', 'Attempts at calls of the Live engine, by how they ended'),
    labelNames: ['command', 'class'],
  })
  const seconds = new Histogram({
    ...about('engine_call_duration_seconds', 'How long attempts took that were sent'),
    labelNames: ['command'],
    buckets: BUCKETS,
  })
  const held = new Counter({
    ...about('engine_calls_held_total', 'Calls that our own limits kept back'),
    labelNames: ['command', 'by'],
  })
  const saves = new Counter({
    ...about('saves_total', 'Saves, by the outcome that was told'),
    labelNames: ['outcome'],
  })
  const problems = new Counter({
    ...about('problems_total', 'Answers that told a problem, failed sign-ins among them'),
    labelNames: ['code'],
  })

  return {
    call({ command, class: kind, ms }) {
      calls.inc({ command, class: kind })
      if (kind !== 'not-sent') seconds.observe({ command }, ms / 1_000)
    },
    held: (command, by) => held.inc({ command, by }),
    save: (outcome) => saves.inc({ outcome }),
    problem: (code) => problems.inc({ code }),
    watch({ engine: { gate }, live, history }) {
      gaugeOf('engine_breaker_open', 'Whether calls are paused after faults', () =>
        Number(gate.state().breaker.open),
      )
      gaugeOf('engine_stopped', 'Whether calls have stopped for a wrong configuration', () =>
        Number(gate.state().stop !== null),
      )
      gaugeOf(
        'engine_retries_left',
        'What the purse for retries holds',
        () => gate.state().retriesLeft,
      )
      gaugeOf('event_streams', 'Open event streams', live.openStreams)
      gaugeOf('changes_unsettled', 'Changes whose outcome is not known yet, of all replicas', () =>
        history.unsettled().catch(() => Number.NaN),
      )
      byCommand('engine_calls_waiting', 'Calls in the waiting line', gate.waiting)
      byCommand('engine_calls_per_second', 'Our own limit at the moment', gate.perSecond)
    },
    text: async () => ({ body: await registry.metrics(), type: registry.contentType }),
  }

  function gaugeOf(name: string, help: string, read: () => number | Promise<number>) {
    new Gauge({
      ...about(name, help),
      async collect() {
        this.set(await read())
      },
    })
  }

  function byCommand(name: string, help: string, read: (command: Command) => number) {
    new Gauge({
      ...about(name, help),
      labelNames: ['command'],
      collect() {
        for (const command of COMMANDS) this.set({ command }, read(command))
      },
    })
  }
}
