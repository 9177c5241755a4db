import 'server-only'

/**
 * The limits of the Live API (docs/live-api.md#set_room_metadata). The emulator states them
 * separately from lib/shared/metadata/limits.ts, so that tests catch a wrong limit there.
 */
export const LIMITS = {
  metadataKeys: 10,
  keyBytes: 50,
  valueBytes: 2 * 1024,
  totalValueBytes: 16 * 1024,
  roomIdBytes: 48,
  roomNameBytes: 100,
  noticeBytes: 100,
  coverUrlBytes: 200,
  categories: 3,
  roomsPerPage: 20,
} as const

/** Per command: docs/live-api.md#envelope, docs/live-api.md#get_room_list. */
export const CALLS_PER_SECOND = { default: 200, get_room_list: 10 } as const

export const byteLengthOf = (text: string) => Buffer.byteLength(text, 'utf8')
