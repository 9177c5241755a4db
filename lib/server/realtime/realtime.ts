import 'server-only'
import { randomUUID } from 'node:crypto'
import { BEAT_MS, type Watcher } from '@/lib/shared/api/live-endpoints'
import { createSightings } from '../db/repositories/observation-windows'
import { createWebhookGate, type WebhookVerdict } from '../engine/webhook'
import type { Runtime } from '../runtime/runtime'
import { createBus } from './bus'
import type { Message } from './messages'
import { createSight } from './observation-windows'
import { createPace } from './poll-scheduler'
import { ANNOUNCE_MS, createWatchers } from './presence'
import { createFollow } from './room-poller'
import { createStreams, type Visit } from './streams'
import { createThrottle } from './throttle'

const RECHECK_MS = 5_000
/** A room is read every four seconds while somebody has it open, and never twice in a second. */
const READS = { least: 1_000, usual: 4_000, longest: 30_000 }

/** Of a crew that comes in together each would else ask after each. */
const PRESENCE_MS = 1_000

export type Live = {
  /** To be called when a save begins and when it settles: every open page of the room reads it again. Never throws. */
  changed(room: string): void
  /** A room may have changed: whoever follows it, in any process, reads it at once, and nobody more than once a second. */
  look(room: string): void
  /** The same of its name and owner: every open page asks for them again. */
  lookAtFacts(room: string): void
  /** What a person may do has changed: their event streams ask at once whether they may go on, in any process. */
  sessionsChanged(person: string): void
  /** The body of an event stream. */
  watch(visit: Visit): ReadableStream<Uint8Array>
  /** How many streams this process has open. */
  openStreams(): number
  /** Everybody who has the room open, in any process, each once, by name. */
  watchers(room: string): Watcher[]
  /** Whether a webhook is the engine's; notes when the last one was. */
  verifyWebhook(query: URLSearchParams, body: Uint8Array): WebhookVerdict
  /** Of the last genuine one, ISO 8601. */
  webhookSeenAt(): string | null
  /** Ends the streams and tells other processes; to be called before waiting for answers under way to end. */
  closeAll(): Promise<void>
}

type Parts = Pick<Runtime, 'database' | 'engine' | 'journal' | 'rooms' | 'verified' | 'log'> & {
  webhooks: { sdkAppId: number; tokens: readonly string[] }
}

/** The live part of a process: its streams, who watches here and elsewhere, and the rooms it follows. */
export function createLive({ webhooks, ...parts }: Parts): Live {
  const process = randomUUID()
  const streams = createStreams()
  const follow = createFollow(parts, {
    here: (room) => streams.nudge(room, 'changed'),
    journalled: (room) => changed(room),
  })
  const sight = createSight(createSightings(parts.database), parts.log)
  const pace = createPace(READS, async (room) => {
    const looked = await follow.look(room)
    if (looked) sight.looked(room)
    return looked
  })
  const bus = createBus(parts.database, parts.log, {
    message: hear,
    missed: () => {
      parts.verified.outdate()
      streams.nudgeAll('changed')
      streams.nudgeAll('presence')
    },
  })
  const presence = createThrottle(PRESENCE_MS, (room) => streams.nudge(room, 'presence'))
  const watchers = createWatchers(process, bus.publish, presence)
  const verify = createWebhookGate(webhooks)
  const look = createThrottle(READS.least, (room) => bus.publish({ type: 'look', room }))
  const lookAtFacts = createThrottle(READS.least, (room) => bus.publish({ type: 'facts', room }))
  const timers = [
    setInterval(streams.heartbeat, BEAT_MS),
    setInterval(() => void streams.recheck(), RECHECK_MS),
    setInterval(watchers.beat, ANNOUNCE_MS),
  ]
  for (const timer of timers) timer.unref()
  let webhookSeenAt: string | null = null

  function changed(room: string) {
    bus.publish({ type: 'room', process, room })
  }

  function hear(message: Message) {
    switch (message.type) {
      case 'room':
        // What this process tells it has read; what another one tells is news here.
        if (message.process !== process) parts.verified.outdate(message.room)
        return streams.nudge(message.room, 'changed')
      case 'facts':
        parts.rooms.outdate(message.room)
        return streams.nudge(message.room, 'facts')
      case 'look':
        return pace.hurry(message.room)
      case 'presence':
        return watchers.heard(message)
      case 'sessions':
        return void streams.recheck(message.person)
    }
  }

  return {
    changed,
    sessionsChanged: (person) => bus.publish({ type: 'sessions', person }),
    look,
    lookAtFacts,
    watch(visit) {
      const { room, person } = visit
      const leave = watchers.join(room, person)
      pace.start(room)
      return streams.open(visit, () => {
        leave()
        if (streams.has(room)) return
        pace.stop(room)
        sight.left(room)
      })
    },
    openStreams: streams.count,
    watchers: watchers.of,
    verifyWebhook(query, body) {
      const verdict = verify(query, body)
      if (verdict === 'genuine') webhookSeenAt = new Date().toISOString()
      return verdict
    },
    webhookSeenAt: () => webhookSeenAt,
    closeAll() {
      for (const timer of timers) clearInterval(timer)
      streams.closeAll()
      return bus.idle()
    },
  }
}
