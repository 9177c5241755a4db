import 'server-only'
import { illegal, keysIn, metadataIn } from './fields'
import { bytesOf, ENGINE_LIMITS } from './limits'
import type { Quirks } from './quirks'
import { Refusal } from './refusal'
import type { EngineRoom } from './room-store'

type Body = Record<string, unknown>

/** Upserts; all or nothing. Limits in the order of contract §7 #8, on the request and on the merged room (#6, #7). */
export function setMetadata(room: EngineRoom, body: Body, quirks: Quirks): void {
  const entries = metadataIn(body)
  if (
    quirks.duplicateKey === 'refuse' &&
    new Set(entries.map(({ key }) => key)).size < entries.length
  ) {
    throw illegal('a Key is there twice')
  }
  if (quirks.emptyValue === 'refuse' && entries.some(({ value }) => value === '')) {
    throw illegal('a Value is empty')
  }
  if (entries.some(({ key }) => bytesOf(key) > ENGINE_LIMITS.keyBytes)) {
    throw new Refusal(quirks.keyTooLong, 'a key is longer than 50 bytes')
  }
  if (entries.some(({ value }) => bytesOf(value) > quirks.valueBytes)) {
    throw new Refusal(100501, 'a value is too long')
  }
  const merged = new Map([
    ...room.metadata,
    ...entries.map(({ key, value }) => [key, value] as const),
  ])
  if (entries.length > ENGINE_LIMITS.metadataKeys || merged.size > ENGINE_LIMITS.metadataKeys) {
    throw new Refusal(100500, 'more than 10 keys')
  }
  const total = [...merged.values()].reduce((sum, value) => sum + bytesOf(value), 0)
  if (total > ENGINE_LIMITS.totalValueBytes)
    throw new Refusal(100502, 'all values together are too long')
  room.metadata = merged
}

/** Empty `Keys` means all; keys that are not there are left out (contract §1.3). */
export function getMetadata(
  room: EngineRoom,
  body: Body,
  quirks: Quirks,
): { Key: string; Value: string }[] {
  const omitted = body.Keys === undefined && quirks.keysOmitted === 'all'
  const keys = omitted ? [] : keysIn(body)
  const wanted = keys.length > 0 ? new Set(keys) : null
  const found = [...room.metadata].filter(([key]) => wanted?.has(key) ?? true)
  const entries = found.map(([Key, Value]) => ({ Key, Value }))
  if (quirks.order === 'inserted') return entries
  return entries
    .map((entry) => ({ entry, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry)
}

/** Deletes what exists of `Keys`; 100503 when none does, 100002 for an empty list (contract §1.4). */
export function deleteMetadata(room: EngineRoom, body: Body): void {
  const keys = keysIn(body)
  if (keys.length === 0) throw illegal('Keys is empty')
  const existing = keys.filter((key) => room.metadata.has(key))
  if (existing.length === 0) throw new Refusal(100503, 'none of the keys exists')
  for (const key of existing) room.metadata.delete(key)
}
