import 'server-only'

/** The engine's limits as contract §1.2 and §7 give them, stated here on their own: a wrong limit of ours must be caught. */
export const ENGINE_LIMITS = {
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

/** Documented calls per second and command (contract §1.1, §2.1). */
export const CALLS_PER_SECOND = { default: 200, get_room_list: 10 } as const

export const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8')
