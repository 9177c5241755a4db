import { LIMITS } from './limits'

const PRINTABLE_ASCII = /^[\x20-\x7e]+$/
const SLUG = /^(?:[A-Za-z0-9_-]|~[2-7][0-9A-F])+$/

/** 1–48 bytes of printable ASCII (contract §1.6); spaces, slashes, dots and quotes are ordinary. */
export function isRoomId(text: string): boolean {
  return PRINTABLE_ASCII.test(text) && text.length <= LIMITS.roomIdBytes
}

/** A room id for a URL: letters, digits, `_` and `-` stand for themselves, every other byte is `~XX`. */
export function slugOf(roomId: string): string {
  return roomId.replace(/[^A-Za-z0-9_-]/g, (character) => {
    return `~${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  })
}

/** The room id of a slug, or null where it is none. Each id has one slug: `~41` for `A` is refused. */
export function roomIdOf(slug: string): string | null {
  if (!SLUG.test(slug)) return null
  const id = slug.replace(/~(..)/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return isRoomId(id) && slugOf(id) === slug ? id : null
}
