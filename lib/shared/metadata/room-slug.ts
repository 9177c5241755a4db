import { LIMITS } from './limits'

const PRINTABLE_ASCII = /^[\x20-\x7e]+$/
const SLUG = /^(?:[A-Za-z0-9_-]|~[2-7][0-9A-F])+$/

/**
 * 1 to 48 bytes of printable ASCII; spaces, slashes, dots and quotes are allowed
 * (docs/live-api.md#room-ids).
 */
export function isRoomId(text: string): boolean {
  return PRINTABLE_ASCII.test(text) && text.length <= LIMITS.roomIdBytes
}

/**
 * The room id in a URL: letters, digits, `_` and `-` stand for themselves, every other byte is
 * `~XX`.
 */
export function toSlug(roomId: string): string {
  return roomId.replace(/[^A-Za-z0-9_-]/g, (character) => {
    return `~${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  })
}

/**
 * The room id of a slug, or null for an invalid one. Each id has exactly one slug: `~41` for `A` is
 * refused.
 */
export function parseSlug(slug: string): string | null {
  if (!SLUG.test(slug)) return null
  const id = slug.replace(/~(..)/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return isRoomId(id) && toSlug(id) === slug ? id : null
}
