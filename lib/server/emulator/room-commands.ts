import 'server-only'
import { booleanIn, categoryIn, illegal, roomIdIn, roomInfoIn, stringIn } from './fields'
import { ENGINE_LIMITS } from './limits'
import type { Quirks } from './quirks'
import { Refusal } from './refusal'
import type { EngineRoom } from './room-store'

type Body = Record<string, unknown>
type Rooms = Map<string, EngineRoom>

/** Creates a room without metadata (contract §2.3); `now` in epoch ms. */
export function createRoom(rooms: Rooms, body: Body, caller: string, now: number): EngineRoom {
  const info = roomInfoIn(body)
  const id = roomIdIn(info)
  if (info.RoomType !== 'Live') throw new Refusal(100015, 'RoomType is not Live')
  const owner = stringIn(info, 'Owner_Account', 32) ?? caller
  const details = detailsIn(info)
  const taken = rooms.get(id)
  if (taken) throw new Refusal(taken.owner === owner ? 100010 : 100003, 'RoomId is taken')
  const room: EngineRoom = {
    id,
    type: 'Live',
    owner,
    name: '',
    coverUrl: '',
    notice: '',
    category: [],
    public: true,
    views: 0,
    createdAt: Math.floor(now / 1000),
    metadata: new Map(),
    ...details,
  }
  rooms.set(id, room)
  return room
}

export function updateRoom(rooms: Rooms, body: Body): EngineRoom {
  const info = roomInfoIn(body)
  const room = roomWith(rooms, roomIdIn(info))
  return Object.assign(room, detailsIn(info))
}

/** Metadata goes with the room (contract §1.7). */
export function destroyRoom(rooms: Rooms, room: EngineRoom): object {
  rooms.delete(room.id)
  const Statistic = {
    TotalViewers: room.views,
    TotalGiftsSent: 0,
    TotalGiftCoins: 0,
    TotalUniqueGiftSenders: 0,
    TotalLikesReceived: 0,
  }
  return { Statistic }
}

export function roomWith(rooms: Rooms, id: string): EngineRoom {
  const room = rooms.get(id)
  if (!room) throw new Refusal(100004, 'no such room')
  return room
}

/** Public rooms by views, 20 a page; `Next` is opaque, empty at the end (contract §2.1). */
export function listRooms(rooms: Rooms, body: Body, quirks: Quirks): object {
  const { Next, Count = ENGINE_LIMITS.roomsPerPage } = body
  if (typeof Next !== 'string') throw illegal('Next is not a string')
  if (typeof Count !== 'number' || !Number.isInteger(Count) || Count < 1)
    throw illegal('Count is not above 0')
  if (Count > ENGINE_LIMITS.roomsPerPage && quirks.largeCount === 'refuse')
    throw illegal('Count is above 20')
  const start = offsetOf(Next)
  const size = Math.min(Count, ENGINE_LIMITS.roomsPerPage)
  const sorted = [...rooms.values()].filter((room) => room.public).sort((a, b) => b.views - a.views)
  const page = sorted.slice(start, start + size)
  const end = start + size
  return {
    Next: end < sorted.length ? `${page.at(-1)?.createdAt ?? 0}-${end}` : '',
    RoomList: page.map((room) => ({ ...listed(room, quirks), ActivityStatus: 0 })),
  }
}

export function infoOf(room: EngineRoom, quirks: Quirks): object {
  const RoomInfo = {
    ...listed(room, quirks),
    RoomType: room.type,
    Notice: room.notice,
    IsSeatEnabled: true,
    IsPublicVisible: room.public,
    TakeSeatMode: 'ApplyToTake',
    MaxSeatCount: 8,
    MaxMemberCount: 0,
    ActivityStatus: 0,
    IsMessageDisabled: false,
  }
  return { RoomInfo }
}

function listed(room: EngineRoom, quirks: Quirks): object {
  return {
    RoomId: room.id,
    RoomName: room.name,
    Owner_Account: quirks.numericOwner ? 144_115_233_775_727_700 : room.owner,
    CoverURL: room.coverUrl,
    Category: room.category,
    CreateTime: room.createdAt,
    ViewCount: room.views,
  }
}

/** Documents start with an empty `Next`, the vendor's own code with "0" (contract §7 #28). */
function offsetOf(next: string): number {
  if (next === '' || next === '0') return 0
  const offset = /^\d+-(\d+)$/.exec(next)?.[1]
  if (offset === undefined) throw illegal('Next is not of this list')
  return Number(offset)
}

function detailsIn(info: Body): Partial<EngineRoom> {
  const details: Partial<EngineRoom> = {
    name: stringIn(info, 'RoomName', ENGINE_LIMITS.roomNameBytes),
    coverUrl: stringIn(info, 'CoverURL', ENGINE_LIMITS.coverUrlBytes),
    notice: stringIn(info, 'Notice', ENGINE_LIMITS.noticeBytes),
    category: categoryIn(info),
    public: booleanIn(info, 'IsPublicVisible'),
  }
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
}
