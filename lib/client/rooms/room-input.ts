import { removeHiddenCharacters } from '@/lib/shared/metadata/invisibles'
import { isRoomId, parseSlug } from '@/lib/shared/metadata/room-slug'

const ROOM_URL = /^https?:\/\/[^/\s]+\/rooms\/([^/?#\s]+)/
const OUTER_QUOTES = /^[“”„‟«»‘’‚‹›「」『』]+|[“”„‟«»‘’‚‹›「」『』]+$/g

/**
 * What to search for when people type or paste `text`: the id in the address of a room, else the
 * text without invisible characters and outer spaces.
 */
export function toSearchText(text: string): string {
  const visible = removeHiddenCharacters(text)
  return parseSlug(ROOM_URL.exec(visible)?.[1] ?? '') ?? visible
}

/**
 * The room ids that `text` can mean, most likely first. Chats and documents replace dashes and
 * quotes, and input methods type full-width letters: ids have none of them. An id may have outer
 * spaces.
 */
export function toRoomIds(text: string): string[] {
  const cleaned = toSearchText(text)
    .replace(OUTER_QUOTES, '')
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .trim()
  return [...new Set([cleaned, text.trim(), text])].filter((id) => id.trim() !== '' && isRoomId(id))
}
