import 'server-only'
import { Refusal } from '../refusal'
import type { EmulatorRoom } from '../room-store'
import type { ContractVariants } from './contract-variants'
import {
  illegalParameter,
  readBoolean,
  readCategory,
  readRoomId,
  readRoomInfo,
  readString,
} from './fields'
import { LIMITS } from './limits'

type Body = Record<string, unknown>
type Rooms = Map<string, EmulatorRoom>

/** Creates a room without metadata: docs/live-api.md#other-commands. `now` in epoch ms. */
export function createRoom(rooms: Rooms, body: Body, caller: string, now: number): EmulatorRoom {
  const info = readRoomInfo(body)
  const id = readRoomId(info)
  if (info.RoomType !== 'Live') throw new Refusal(100015, 'RoomType is not Live')
  const owner = readString(info, 'Owner_Account', 32) ?? caller
  const details = readDetails(info)
  const existing = rooms.get(id)
  if (existing) throw new Refusal(existing.owner === owner ? 100010 : 100003, 'RoomId is taken')
  const room: EmulatorRoom = {
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

export function updateRoom(rooms: Rooms, body: Body): EmulatorRoom {
  const info = readRoomInfo(body)
  const room = findRoom(rooms, readRoomId(info))
  return Object.assign(room, readDetails(info))
}

/** Deletes the room with its metadata: docs/live-api.md#room-lifetime. Returns the reply. */
export function destroyRoom(rooms: Rooms, room: EmulatorRoom): object {
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

/** Throws the refusal for an unknown room: docs/live-api.md#unknown-rooms. */
export function findRoom(rooms: Rooms, id: string): EmulatorRoom {
  const room = rooms.get(id)
  if (!room) throw new Refusal(100004, 'no such room')
  return room
}

/**
 * Returns one page of public rooms, most views first: docs/live-api.md#get_room_list. `Next` is
 * empty on the last page.
 */
export function listRooms(rooms: Rooms, body: Body, variants: ContractVariants): object {
  const { Next, Count = LIMITS.roomsPerPage } = body
  if (typeof Next !== 'string') throw illegalParameter('Next is not a string')
  if (typeof Count !== 'number' || !Number.isInteger(Count) || Count < 1)
    throw illegalParameter('Count is not above 0')
  const start = parseCursor(Next)
  const size = Math.min(Count, LIMITS.roomsPerPage)
  const sorted = [...rooms.values()].filter((room) => room.public).sort((a, b) => b.views - a.views)
  const page = sorted.slice(start, start + size)
  const end = start + size
  return {
    Next: end < sorted.length ? `${page.at(-1)?.createdAt ?? 0}-${end}` : '',
    RoomList: page.map((room) => ({ ...commonFields(room, variants), ActivityStatus: 0 })),
  }
}

/** The reply of `get_room_info`: docs/live-api.md#get_room_info. */
export function createRoomInfo(room: EmulatorRoom, variants: ContractVariants): object {
  const RoomInfo = {
    ...commonFields(room, variants),
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

function commonFields(room: EmulatorRoom, variants: ContractVariants): object {
  return {
    RoomId: room.id,
    RoomName: room.name,
    Owner_Account: variants.numericOwner ? 144_115_233_775_727_700 : room.owner,
    CoverURL: room.coverUrl,
    Category: room.category,
    CreateTime: room.createdAt,
    ViewCount: room.views,
  }
}

/**
 * The first page is "" in the documentation and "0" in the vendor's code:
 * docs/live-api.md#get_room_list.
 */
function parseCursor(next: string): number {
  if (next === '' || next === '0') return 0
  const offset = /^\d+-(\d+)$/.exec(next)?.[1]
  if (offset === undefined) throw illegalParameter('Next does not come from this list')
  return Number(offset)
}

function readDetails(info: Body): Partial<EmulatorRoom> {
  const details: Partial<EmulatorRoom> = {
    name: readString(info, 'RoomName', LIMITS.roomNameBytes),
    coverUrl: readString(info, 'CoverURL', LIMITS.coverUrlBytes),
    notice: readString(info, 'Notice', LIMITS.noticeBytes),
    category: readCategory(info),
    public: readBoolean(info, 'IsPublicVisible'),
  }
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
}
