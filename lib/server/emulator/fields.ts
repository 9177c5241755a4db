import 'server-only'
import { bytesOf, ENGINE_LIMITS } from './limits'
import { Refusal } from './refusal'

type Fields = Record<string, unknown>

export const illegal = (info: string) => new Refusal(100002, info)

/** 1–48 bytes of printable ASCII (contract §1.6). */
export function roomIdIn(body: Fields): string {
  const id = body.RoomId
  if (
    typeof id !== 'string' ||
    !/^[\x20-\x7e]+$/.test(id) ||
    bytesOf(id) > ENGINE_LIMITS.roomIdBytes
  ) {
    throw illegal('RoomId is not 1 to 48 bytes of printable ASCII')
  }
  return id
}

export function stringIn(body: Fields, name: string, maxBytes: number): string | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || bytesOf(value) > maxBytes) {
    throw illegal(`${name} is not a string of at most ${maxBytes} bytes`)
  }
  return value
}

export function booleanIn(body: Fields, name: string): boolean | undefined {
  const value = body[name]
  if (value !== undefined && typeof value !== 'boolean') throw illegal(`${name} is not a boolean`)
  return value
}

export function categoryIn(body: Fields): number[] | undefined {
  const value = body.Category
  if (value === undefined) return undefined
  const fits = Array.isArray(value) && value.length <= ENGINE_LIMITS.categories
  if (!fits || !value.every((each) => Number.isInteger(each)))
    throw illegal('Category is not at most 3 integers')
  return value
}

export function keysIn(body: Fields): string[] {
  const keys = body.Keys
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) {
    throw illegal('Keys is not a list of strings')
  }
  return keys
}

/** The list of a set, its shape checked and its limits not. */
export function metadataIn(body: Fields): { key: string; value: string }[] {
  const list = body.Metadata
  if (!Array.isArray(list) || list.length === 0)
    throw illegal('Metadata is not a list with entries')
  return list.map((entry: unknown) => {
    const { Key, Value } = (entry ?? {}) as Fields
    if (typeof Key !== 'string' || Key === '')
      throw illegal('a Key is not a string with characters')
    if (typeof Value !== 'string') throw illegal('a Value is not a string')
    return { key: Key, value: Value }
  })
}

export function roomInfoIn(body: Fields): Fields {
  const info = body.RoomInfo
  if (typeof info !== 'object' || info === null || Array.isArray(info))
    throw illegal('RoomInfo is not an object')
  return info as Fields
}
