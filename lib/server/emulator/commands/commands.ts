import 'server-only'
import { Refusal } from '../refusal'
import type { EmulatorRoom } from '../room-store'
import type { WebhookEvent } from '../webhooks'
import type { ContractVariants } from './contract-variants'
import { readRoomId } from './fields'
import { deleteMetadata, getMetadata, setMetadata } from './metadata-commands'
import {
  createRoom,
  createRoomInfo,
  destroyRoom,
  findRoom,
  listRooms,
  updateRoom,
} from './room-commands'

type Body = Record<string, unknown>

/**
 * `response` is undefined if the reply is only the envelope; `hasChanged` is true if a room
 * changed.
 */
type CommandResult = { response?: unknown; hasChanged?: boolean; webhook?: WebhookEvent }

type Command = (state: EmulatorState, body: Body, now: number) => CommandResult

type EmulatorState = {
  rooms: Map<string, EmulatorRoom>
  caller: string
  variants: ContractVariants
}

/**
 * The commands by name. Each one checks its fields, then the room, and throws a {@link Refusal} or
 * does its work: docs/live-api.md#emulator-order-of-checks.
 */
export const commands: Readonly<Record<string, Command>> = {
  set_room_metadata(state, body) {
    const room = findLiveRoom(state, body)
    setMetadata(room, body, state.variants)
    return {
      hasChanged: true,
      webhook: {
        command: 'Live.CallbackAfterSetMetadata',
        body: { Operator_Account: state.caller, RoomId: room.id, Metadata: body.Metadata },
      },
    }
  },
  get_room_metadata(state, body) {
    const room = findLiveRoom(state, body)
    return { response: createMetadataResponse(getMetadata(room, body)) }
  },
  del_room_metadata(state, body) {
    const room = findLiveRoom(state, body)
    deleteMetadata(room, body)
    return {
      hasChanged: true,
      webhook: {
        command: 'Live.CallbackAfterDelMetadata',
        body: { Operator_Account: state.caller, RoomId: room.id, Keys: body.Keys },
      },
    }
  },
  get_room_list: ({ rooms, variants }, body) => ({ response: listRooms(rooms, body, variants) }),
  get_room_info: ({ rooms, variants }, body) => ({
    response: createRoomInfo(findRoom(rooms, readRoomId(body)), variants),
  }),
  create_room(state, body, now) {
    const room = createRoom(state.rooms, body, state.caller, now)
    return {
      hasChanged: true,
      webhook: createRoomEvent('Live.CallbackAfterCreateRoom', state, room),
    }
  },
  update_room_info(state, body) {
    const room = updateRoom(state.rooms, body)
    return {
      hasChanged: true,
      webhook: createRoomEvent('Live.CallbackAfterUpdateRoomInfo', state, room),
    }
  },
  destroy_room(state, body) {
    const room = findRoom(state.rooms, readRoomId(body))
    return {
      response: destroyRoom(state.rooms, room),
      hasChanged: true,
      webhook: {
        command: 'Live.CallbackAfterDestroyRoom',
        body: {
          Operator_Account: state.caller,
          RoomId: room.id,
          EventType: 'DestroyByUser',
        },
      },
    }
  },
}

/** Metadata exists in Live rooms only: docs/live-api.md#contradictions-and-gaps, row 14. */
function findLiveRoom({ rooms }: EmulatorState, body: Body): EmulatorRoom {
  const room = findRoom(rooms, readRoomId(body))
  if (room.type !== 'Live') throw new Refusal(100006, 'the room is not a Live room')
  return room
}

const EMPTY_RESPONSES = [{ Metadata: [] }, {}, undefined]
let emptyReplies = 0

/**
 * Empty rooms reply with each of the three possible shapes in turn:
 * docs/live-api.md#get_room_metadata.
 */
function createMetadataResponse(entries: object[]): unknown {
  if (entries.length > 0) return { Metadata: entries }
  return EMPTY_RESPONSES[emptyReplies++ % EMPTY_RESPONSES.length]
}

function createRoomEvent(
  command: string,
  { caller, variants }: EmulatorState,
  room: EmulatorRoom,
): WebhookEvent {
  return { command, body: { Operator_Account: caller, ...createRoomInfo(room, variants) } }
}
