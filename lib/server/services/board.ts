import 'server-only'
import type { Board, BoardRoom } from '@/lib/shared/api/board-endpoints'
import { needsAttention } from '@/lib/shared/changes/needs-attention'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { type Actor, authorize } from '../auth/authorize'
import type { History } from '../db/repositories/history/history'
import type { Pins } from '../db/repositories/people/pins'
import type { WatchedRoom } from '../db/repositories/rooms/room-types'
import type { Rooms } from '../db/repositories/rooms/rooms'
import { cutValue } from '../directory/metadata-hint'
import type { EngineClient } from '../engine/client'
import type { CallLog } from '../engine/diagnostics/call-log'
import type { Realtime } from '../realtime/realtime'

export type BoardDeps = {
  actor: Actor
  pins: Pick<Pins, 'list'>
  rooms: Pick<Rooms, 'findWatched' | 'findNames'>
  history: Pick<History, 'listOpenChanges'>
  realtime: Pick<Realtime, 'listWatchers'>
  callLog: Pick<CallLog, 'read'>
  engine: Pick<EngineClient, 'guard'>
  config: { webhookTokens: readonly string[] }
}

/** The user's on-air board: from the store only, so that any number of boards costs no call. */
export async function readBoard(deps: BoardDeps): Promise<Board> {
  const { id } = authorize(deps, 'metadata.read')
  authorize(deps, 'changes.read')
  const [ids, openChanges] = await Promise.all([
    deps.pins.list(id),
    deps.history.listOpenChanges({}),
  ])
  const changes = openChanges.filter((change) => needsAttention(change, Date.now()))
  const [watched, names] = await Promise.all([
    deps.rooms.findWatched(ids),
    deps.rooms.findNames(changes.map(({ room }) => room)),
  ])
  const roomsById = new Map(watched.map((each) => [each.room.id, each]))
  return {
    rooms: ids.map((room) => ({
      ...toBoardRoom(room, roomsById.get(room)),
      people: deps.realtime.listWatchers(room),
    })),
    attention: changes.map((change) => ({ change, roomName: names.get(change.room) ?? '' })),
    service: readService(deps),
  }
}

function toBoardRoom(id: string, watched?: WatchedRoom): Omit<BoardRoom, 'people'> {
  if (!watched) {
    const unknown = { name: '', owner: null, views: 0, metadata: null, lastChange: null }
    return { id, slug: toSlug(id), state: 'unknown', ...unknown }
  }
  const { room, hasEnded, known, lastChange } = watched
  const metadata = known && {
    readAt: known.readAt,
    entries: known.entries.map(({ key, value }) => ({ key, value: cutValue(value) })),
  }
  return { ...room, state: hasEnded ? 'ended' : 'open', metadata, lastChange }
}

function readService({ callLog, engine, config }: BoardDeps): Board['service'] {
  const { lastSuccess, errors, periods } = callLog.read()
  const { breaker, configHalt } = engine.guard.state()
  const [lastError] = errors
  const isFailing = lastError !== undefined && lastError.at > (lastSuccess?.at ?? 0)
  const state = configHalt
    ? 'stopped'
    : breaker.open
      ? 'paused'
      : isFailing
        ? 'failing'
        : lastSuccess
          ? 'working'
          : 'unused'
  const ms = periods.findLast(({ median }) => median !== null)?.median ?? null
  return { state, ms, hasWebhooks: config.webhookTokens.length > 0 }
}
