import 'server-only'
import { roomIdIn } from './fields'
import { deleteMetadata, getMetadata, setMetadata } from './metadata-commands'
import type { Practice } from './practice'
import type { Quirks } from './quirks'
import { Refusal } from './refusal'
import { createRoom, destroyRoom, infoOf, listRooms, roomWith, updateRoom } from './room-commands'
import type { EngineRoom } from './room-store'
import type { Hook } from './webhooks'

type Body = Record<string, unknown>

/** What a command answers and tells the world; `response` undefined = envelope only. */
export type Effect = { response?: unknown; changed?: boolean; hook?: Hook }

type World = { rooms: Map<string, EngineRoom>; caller: string; quirks: Quirks }

/** The metadata commands work in Live rooms only (contract §7 #14). */
function liveRoom({ rooms }: World, body: Body): EngineRoom {
  const room = roomWith(rooms, roomIdIn(body))
  if (room.type !== 'Live') throw new Refusal(100006, 'the room is not a Live room')
  return room
}

let emptyShape = 0

/** The three ways in which an empty room answers (contract §7 #15). */
function metadataResponse(entries: object[], { emptyRoom }: Quirks): unknown {
  const shapes = ['list', 'no-metadata', 'no-response'] as const
  const shape = emptyRoom === 'rotate' ? shapes[emptyShape++ % shapes.length] : emptyRoom
  if (entries.length > 0 || shape === 'list') return { Metadata: entries }
  return shape === 'no-metadata' ? {} : undefined
}

/** The commands by name; each checks its fields, then the room, then does its work or throws a {@link Refusal}. */
export const commands: Readonly<Record<string, (world: World, body: Body, now: number) => Effect>> =
  {
    set_room_metadata(world, body) {
      const room = liveRoom(world, body)
      setMetadata(room, body, world.quirks)
      const content = { Operator_Account: world.caller, RoomId: room.id, Metadata: body.Metadata }
      return { changed: true, hook: { command: 'Live.CallbackAfterSetMetadata', body: content } }
    },
    get_room_metadata(world, body) {
      const room = liveRoom(world, body)
      return { response: metadataResponse(getMetadata(room, body, world.quirks), world.quirks) }
    },
    del_room_metadata(world, body) {
      const room = liveRoom(world, body)
      deleteMetadata(room, body)
      const content = { Operator_Account: world.caller, RoomId: room.id, Keys: body.Keys }
      const queryCommand = world.quirks.deleteHookSlip ? 'Live.CallbackAfterSetMetadata' : undefined
      return {
        changed: true,
        hook: { command: 'Live.CallbackAfterDelMetadata', body: content, queryCommand },
      }
    },
    get_room_list: ({ rooms, quirks }, body) => ({ response: listRooms(rooms, body, quirks) }),
    get_room_info: ({ rooms, quirks }, body) => ({
      response: infoOf(roomWith(rooms, roomIdIn(body)), quirks),
    }),
    create_room(world, body, now) {
      const room = createRoom(world.rooms, body, world.caller, now)
      return { changed: true, hook: roomHook('Live.CallbackAfterCreateRoom', world, room) }
    },
    update_room_info(world, body) {
      const room = updateRoom(world.rooms, body)
      return { changed: true, hook: roomHook('Live.CallbackAfterUpdateRoomInfo', world, room) }
    },
    destroy_room(world, body) {
      const room = roomWith(world.rooms, roomIdIn(body))
      const response = destroyRoom(world.rooms, room)
      const content = {
        Operator_Account: world.caller,
        RoomId: room.id,
        EventType: 'DestroyByUser',
      }
      return {
        response,
        changed: true,
        hook: { command: 'Live.CallbackAfterDestroyRoom', body: content },
      }
    },
  }

function roomHook(command: string, { caller, quirks }: World, room: EngineRoom): Hook {
  return { command, body: { Operator_Account: caller, ...infoOf(room, quirks) } }
}

/** What a practice room does to a call before the command runs. */
export function rehearse(
  practice: Practice,
  room: EngineRoom | undefined,
  command: string,
  body: Body,
  now: number,
) {
  const list: unknown[] = Array.isArray(body.Metadata) ? body.Metadata : []
  const keys = list.flatMap((entry) => {
    const key = (entry as { Key?: unknown } | null)?.Key
    return typeof key === 'string' ? [key] : []
  })
  const call = {
    command,
    write: command === 'set_room_metadata' || command === 'del_room_metadata',
    now,
    adds: keys.filter((key) => !room?.metadata.has(key)),
  }
  if (room) practice.before?.(room, call)
  return practice.fault?.(call)
}
