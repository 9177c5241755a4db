import 'server-only'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import type { Outcome } from '@/lib/shared/changes/change'
import type { DirectoryState } from '../db/repositories/rooms/room-types'
import type { BackgroundReader } from '../directory/background-reader'
import type { EngineClient } from '../engine/client'
import { COMMANDS, type Command } from '../engine/commands'
import type { HoldReason } from '../engine/resilience/call-guard'
import type { AttemptRecord } from '../engine/transport/http-caller'

const PREFIX = 'live_room_console_'
/** In seconds; an attempt times out after 4. */
const DURATION_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8]

export type Metrics = {
  countAttempt(attempt: AttemptRecord): void
  countHeldCall(command: Command, reason: HoldReason): void
  /**
   * Counts the outcome in the response; an unknown outcome is not counted again when it settles.
   */
  countSave(outcome: Outcome): void
  /** Counts a problem in an HTTP response. */
  countProblem(code: ProblemCode): void
  /** Adds the values that are read when metrics are collected. Call it once. */
  registerGauges(deps: GaugeDeps): void
  /** All metrics in the Prometheus text format, and its content type. */
  render(): Promise<{ body: string; type: string }>
}

export type GaugeDeps = {
  engine: { guard: EngineClient['guard'] }
  realtime: { countStreams(): number }
  history: { countUnsettled(): Promise<number> }
  rooms: { readState(): Promise<Pick<DirectoryState, 'rooms' | 'crawlStartedAt'>> }
  backgroundReader: Pick<BackgroundReader, 'isLeader' | 'lastSweepMs'>
}

/**
 * Counters of this process. Label values come from fixed lists, so that metrics never contain a
 * room, a person or a value, and the number of time series is bounded.
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const metricOptions = (name: string, help: string) => ({
    name: `${PREFIX}${name}`,
    help,
    registers: [registry],
  })

  const attempts = new Counter({
    ...metricOptions('engine_calls_total', 'Attempts to call the Live service, by result'),
    labelNames: ['command', 'class'],
  })
  const seconds = new Histogram({
    ...metricOptions('engine_call_duration_seconds', 'Duration of attempts that were sent'),
    labelNames: ['command'],
    buckets: DURATION_BUCKETS,
  })
  const heldCalls = new Counter({
    ...metricOptions('engine_calls_held_total', 'Calls that this console did not send, by reason'),
    labelNames: ['command', 'by'],
  })
  const saves = new Counter({
    ...metricOptions('saves_total', 'Saves, by the outcome in the response'),
    labelNames: ['outcome'],
  })
  const problems = new Counter({
    ...metricOptions('problems_total', 'Responses with a problem, including failed sign-ins'),
    labelNames: ['code'],
  })

  return {
    countAttempt({ command, class: attemptClass, ms }) {
      attempts.inc({ command, class: attemptClass })
      if (attemptClass !== 'not-sent') seconds.observe({ command }, ms / 1_000)
    },
    countHeldCall: (command, reason) => heldCalls.inc({ command, by: reason }),
    countSave: (outcome) => saves.inc({ outcome }),
    countProblem: (code) => problems.inc({ code }),
    registerGauges({ engine: { guard }, realtime, history, rooms, backgroundReader }) {
      addGauge('engine_breaker_open', 'Whether calls are paused after faults (1 or 0)', () =>
        Number(guard.state().breaker.open),
      )
      addGauge(
        'engine_stopped',
        'Whether calls have stopped because of a wrong configuration (1 or 0)',
        () => Number(guard.state().configHalt !== null),
      )
      addGauge(
        'engine_retries_left',
        'Retries left in the retry budget',
        () => guard.state().retriesLeft,
      )
      addGauge('event_streams', 'Open event streams', realtime.countStreams)
      addGauge('changes_unsettled', 'Changes of all replicas whose outcome is not known yet', () =>
        history.countUnsettled().catch(() => Number.NaN),
      )
      addGauge('directory_rooms', 'Rooms in the directory of all replicas', async () => {
        const state = await rooms.readState().catch(() => null)
        return state?.rooms ?? Number.NaN
      })
      addGauge(
        'directory_age_seconds',
        'Time since the last complete crawl of the room list started',
        async () => {
          const state = await rooms.readState().catch(() => null)
          return (Date.now() - (state?.crawlStartedAt ?? Number.NaN)) / 1_000
        },
      )
      addGauge(
        'directory_leader',
        'Whether this process crawls and sweeps for all replicas (1 or 0)',
        () => Number(backgroundReader.isLeader()),
      )
      addGauge(
        'sweep_seconds',
        'Duration of the last sweep over all rooms in this process',
        () => (backgroundReader.lastSweepMs() ?? Number.NaN) / 1_000,
      )
      addGaugeByCommand(
        'engine_calls_waiting',
        'Calls waiting in the request queue',
        guard.countWaiting,
      )
      addGaugeByCommand(
        'engine_calls_per_second',
        'Current rate limit of this process',
        guard.perSecond,
      )
    },
    render: async () => ({ body: await registry.metrics(), type: registry.contentType }),
  }

  function addGauge(name: string, help: string, read: () => number | Promise<number>) {
    new Gauge({
      ...metricOptions(name, help),
      async collect() {
        this.set(await read())
      },
    })
  }

  function addGaugeByCommand(name: string, help: string, read: (command: Command) => number) {
    new Gauge({
      ...metricOptions(name, help),
      labelNames: ['command'],
      collect() {
        for (const command of COMMANDS) this.set({ command }, read(command))
      },
    })
  }
}
