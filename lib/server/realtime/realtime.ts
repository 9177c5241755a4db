import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Watcher } from '@/lib/shared/api/live-endpoints'
import { HEARTBEAT_MS, streamTopics } from '@/lib/shared/api/stream-events'
import type { Database } from '../db/database'
import type { RoomDirectory } from '../directory/room-directory'
import { createWebhookVerifier, type WebhookVerifier } from '../engine/webhook'
import type { AccountClaim } from '../engine/webhook-event'
import { createAccountClaims } from './account-claims'
import { createBus } from './bus'
import type { Message } from './messages'
import { createPollScheduler } from './poll-scheduler'
import { ANNOUNCE_MS, createPresence } from './presence'
import { createRoomPoller, type RoomPollerDeps } from './room-poller'
import { createStreams, type StreamRequest } from './streams'
import { createTrailingThrottle } from './throttle'

const RECHECK_MS = 5_000
/** An open room is read about every four seconds and never twice within a second. */
const POLL_INTERVALS = { minMs: 1_000, normalMs: 4_000, maxMs: 30_000 }

/**
 * Joins the events of people who open a room together, so that their pages do not each read once
 * per person.
 */
const PRESENCE_EVENT_MS = 1_000

/** Joins the events of all rooms, so that pages of the history do not read once per save. */
const HISTORY_EVENT_MS = 1_000

/** A message between processes has at most 7,900 bytes, and a claim has up to 600. */
const MAX_CLAIMS_PER_MESSAGE = 12

/** `look`: the entries of the room may have changed; `facts`: its name or host, or it is new or over. */
export type RoomHint = Extract<Message, { type: 'look' | 'facts' }>

export type Realtime = {
  /**
   * Call it when a save starts and when it settles: every open page of the room reads it again.
   * Never throws.
   */
  publishRoomChange(room: string): void
  /**
   * The room may have changed: processes that poll it read it now, at most once a second. `claim`
   * says who is said to have changed it.
   */
  requestPoll(room: string, claim?: AccountClaim): void
  /** The name or host of the room may have changed: every open page reads them again. */
  publishRoomInfoChange(room: string): void
  /** The permissions of a person changed: every process checks their event streams now. */
  publishSessionsChange(personId: string): void
  /** The list of people changed: every open page of it reads it again. */
  publishPeopleChange(): void
  /** Returns the body of an event stream. */
  openStream(request: StreamRequest): ReadableStream<Uint8Array>
  /** Reads a room in the background and records external changes. Throws the problem of the read. */
  observe(room: string, call: { deadline: number }): Promise<void>
  /** Calls `listener` for every room that may have changed, in whichever process that was noticed. */
  onHint(listener: (hint: RoomHint) => void): void
  /** The number of streams that are open in this process. */
  countStreams(): number
  /** Everyone who has the room open in any process, each person once, sorted by name. */
  listWatchers(room: string): Watcher[]
  webhooks: WebhookVerifier
  /** When the last genuine webhook arrived, ISO 8601. */
  lastWebhookAt(): string | null
  /**
   * Ends the streams and sends the remaining messages. Call it before waiting for running requests.
   */
  close(): Promise<void>
}

export type RealtimeDeps = Omit<RoomPollerDeps, 'accountClaims'> & {
  database: Database
  roomDirectory: Pick<RoomDirectory, 'invalidate' | 'noteChange'>
  webhooks: { sdkAppId: number; tokens: readonly string[] }
}

/**
 * The event streams of this process, the presence in all processes, and the polling of open rooms.
 */
export function createRealtime({
  webhooks,
  database,
  roomDirectory,
  ...deps
}: RealtimeDeps): Realtime {
  const { metadataCache, log } = deps
  const processId = randomUUID()
  const streams = createStreams()
  const accountClaims = createAccountClaims()
  const roomPoller = createRoomPoller(
    { ...deps, accountClaims },
    {
      onStale: (room) => streams.sendEvent(room, 'changed'),
      onRecorded: (room) => publishRoomChange(room),
    },
  )
  const pollScheduler = createPollScheduler(POLL_INTERVALS, roomPoller.poll)
  const bus = createBus(database, log, {
    onMessage: receive,
    onGap: () => {
      metadataCache.invalidate()
      streams.sendEventToAll('changed')
      streams.sendEventToAll('presence')
      for (const topic of streamTopics) streams.sendTopicEvent(topic)
    },
  })
  const sendPresenceEvent = createTrailingThrottle(PRESENCE_EVENT_MS, (room) =>
    streams.sendEvent(room, 'presence'),
  )
  const sendHistoryEvent = createTrailingThrottle(HISTORY_EVENT_MS, () =>
    streams.sendTopicEvent('history'),
  )
  const presence = createPresence(processId, bus.publish, sendPresenceEvent)
  const verifier = createWebhookVerifier(webhooks)
  /** Claims that wait for the next message about their room. */
  const newClaims = new Map<string, AccountClaim[]>()
  const publishPollRequest = createTrailingThrottle(POLL_INTERVALS.minMs, (room) => {
    const claims = newClaims.get(room)
    newClaims.delete(room)
    bus.publish({ type: 'look', room, ...(claims && { claims }) })
  })
  const publishRoomInfoChange = createTrailingThrottle(POLL_INTERVALS.minMs, (room) =>
    bus.publish({ type: 'facts', room }),
  )
  const timers = [
    setInterval(streams.heartbeat, HEARTBEAT_MS),
    setInterval(() => void streams.recheck(), RECHECK_MS),
    setInterval(presence.heartbeat, ANNOUNCE_MS),
  ]
  for (const timer of timers) timer.unref()
  const hintListeners: ((hint: RoomHint) => void)[] = []
  let lastWebhookAt: string | null = null

  function publishRoomChange(room: string) {
    roomDirectory.noteChange(room)
    bus.publish({ type: 'room', process: processId, room })
  }

  function receive(message: Message) {
    switch (message.type) {
      case 'room':
        // This process has already read its own changes, so only those of others make its cache
        // stale.
        if (message.process !== processId) metadataCache.invalidate(message.room)
        sendHistoryEvent('history')
        return streams.sendEvent(message.room, 'changed')
      case 'facts':
        roomDirectory.invalidate(message.room)
        for (const listener of hintListeners) listener(message)
        return streams.sendEvent(message.room, 'facts')
      case 'look':
        accountClaims.add(message.room, message.claims ?? [])
        // An open room is polled by the processes where it is open.
        if (streams.has(message.room)) pollScheduler.runSoon(message.room)
        else for (const listener of hintListeners) listener(message)
        return
      case 'presence':
        return presence.receive(message)
      case 'sessions':
        return void streams.recheck(message.person)
      case 'people':
        return streams.sendTopicEvent('people')
    }
  }

  return {
    publishRoomChange,
    publishSessionsChange: (personId) => bus.publish({ type: 'sessions', person: personId }),
    publishPeopleChange: () => bus.publish({ type: 'people' }),
    requestPoll(room, claim) {
      if (claim) {
        // At once, because a regular poll may find the change before the next message.
        accountClaims.add(room, [claim])
        const claims = [...(newClaims.get(room) ?? []), claim]
        newClaims.set(room, claims.slice(-MAX_CLAIMS_PER_MESSAGE))
      }
      publishPollRequest(room)
    },
    publishRoomInfoChange,
    openStream(request) {
      const { room, person } = request
      if (room === undefined) return streams.open(request, () => undefined)
      const leave = presence.join(room, person)
      pollScheduler.start(room)
      return streams.open(request, () => {
        leave()
        if (streams.has(room)) return
        pollScheduler.stop(room)
      })
    },
    observe: roomPoller.observe,
    onHint: (listener) => void hintListeners.push(listener),
    countStreams: streams.count,
    listWatchers: presence.list,
    webhooks: {
      verify(query, body) {
        const verdict = verifier.verify(query, body)
        if (verdict === 'genuine') lastWebhookAt = new Date().toISOString()
        return verdict
      },
      remember: verifier.remember,
    },
    lastWebhookAt: () => lastWebhookAt,
    close() {
      for (const timer of timers) clearInterval(timer)
      streams.closeAll()
      return bus.flush()
    },
  }
}
