import 'server-only'
import { Refusal } from '../refusal'
import type { EmulatorRoom } from '../room-store'
import type { ContractVariants } from './contract-variants'
import { illegalParameter, readEntries, readKeys } from './fields'
import { byteLengthOf, LIMITS } from './limits'

type Body = Record<string, unknown>

/**
 * Upserts all entries or none; of a repeated key the last value counts. Checks the limits in the
 * order of docs/live-api.md#contradictions-and-gaps, row 8, for the request and for the merged
 * room.
 */
export function setMetadata(room: EmulatorRoom, body: Body, variants: ContractVariants): void {
  const entries = readEntries(body)
  if (variants.emptyValue === 'refuse' && entries.some(({ value }) => value === '')) {
    throw illegalParameter('a Value is empty')
  }
  if (entries.some(({ key }) => byteLengthOf(key) > LIMITS.keyBytes)) {
    throw new Refusal(variants.keyTooLong, 'a key is longer than 50 bytes')
  }
  if (entries.some(({ value }) => byteLengthOf(value) > variants.valueBytes)) {
    throw new Refusal(100501, 'a value is too long')
  }
  const merged = new Map([
    ...room.metadata,
    ...entries.map(({ key, value }) => [key, value] as const),
  ])
  if (entries.length > LIMITS.metadataKeys || merged.size > LIMITS.metadataKeys) {
    throw new Refusal(100500, 'more than 10 keys')
  }
  const total = [...merged.values()].reduce((sum, value) => sum + byteLengthOf(value), 0)
  if (total > LIMITS.totalValueBytes) throw new Refusal(100502, 'all values together are too long')
  room.metadata = merged
}

/**
 * Returns the entries that exist, in random order. Empty or missing `Keys` means all:
 * docs/live-api.md#get_room_metadata.
 */
export function getMetadata(room: EmulatorRoom, body: Body): { Key: string; Value: string }[] {
  const keys = body.Keys === undefined ? [] : readKeys(body)
  const wanted = keys.length > 0 ? new Set(keys) : null
  const found = [...room.metadata].filter(([key]) => wanted?.has(key) ?? true)
  return found
    .map(([Key, Value]) => ({ entry: { Key, Value }, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ entry }) => entry)
}

/** Deletes the keys that exist; refuses if there are none: docs/live-api.md#del_room_metadata. */
export function deleteMetadata(room: EmulatorRoom, body: Body): void {
  const keys = readKeys(body)
  if (keys.length === 0) throw illegalParameter('Keys is empty')
  const existing = keys.filter((key) => room.metadata.has(key))
  if (existing.length === 0) throw new Refusal(100503, 'none of the keys exists')
  for (const key of existing) room.metadata.delete(key)
}
