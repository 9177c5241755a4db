import 'server-only'
import { Refusal } from '../refusal'
import { byteLengthOf, LIMITS } from './limits'

type Fields = Record<string, unknown>

/** 100002, the code for a parameter that is not valid: docs/live-api.md#room-codes. */
export const illegalParameter = (info: string) => new Refusal(100002, info)

/** 1 to 48 bytes of printable ASCII: docs/live-api.md#room-ids. */
export function readRoomId(body: Fields): string {
  const id = body.RoomId
  if (
    typeof id !== 'string' ||
    !/^[\x20-\x7e]+$/.test(id) ||
    byteLengthOf(id) > LIMITS.roomIdBytes
  ) {
    throw illegalParameter('RoomId is not 1 to 48 bytes of printable ASCII')
  }
  return id
}

export function readString(body: Fields, field: string, maxBytes: number): string | undefined {
  const value = body[field]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || byteLengthOf(value) > maxBytes) {
    throw illegalParameter(`${field} is not a string of at most ${maxBytes} bytes`)
  }
  return value
}

export function readBoolean(body: Fields, field: string): boolean | undefined {
  const value = body[field]
  if (value !== undefined && typeof value !== 'boolean') {
    throw illegalParameter(`${field} is not a boolean`)
  }
  return value
}

export function readCategory(body: Fields): number[] | undefined {
  const value = body.Category
  if (value === undefined) return undefined
  const isShort = Array.isArray(value) && value.length <= LIMITS.categories
  if (!isShort || !value.every((each) => Number.isInteger(each)))
    throw illegalParameter('Category is not a list of at most 3 integers')
  return value
}

export function readKeys(body: Fields): string[] {
  const keys = body.Keys
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) {
    throw illegalParameter('Keys is not a list of strings')
  }
  return keys
}

/** Checks the shape of a set's entries; `setMetadata` checks their limits. */
export function readEntries(body: Fields): { key: string; value: string }[] {
  const list = body.Metadata
  if (!Array.isArray(list) || list.length === 0)
    throw illegalParameter('Metadata is not a list with entries')
  return list.map((entry: unknown) => {
    const { Key, Value } = (entry ?? {}) as Fields
    if (typeof Key !== 'string' || Key === '')
      throw illegalParameter('a Key is not a string with characters')
    if (typeof Value !== 'string') throw illegalParameter('a Value is not a string')
    return { key: Key, value: Value }
  })
}

export function readRoomInfo(body: Fields): Fields {
  const info = body.RoomInfo
  if (typeof info !== 'object' || info === null || Array.isArray(info))
    throw illegalParameter('RoomInfo is not an object')
  return info as Fields
}
