import { roomPath } from '@/lib/client/paths'
import { toRoomIds } from '@/lib/client/rooms/room-input'
import { toSlug } from '@/lib/shared/metadata/room-slug'

/**
 * The room that Enter opens, of the rooms found: the one with the typed id, else with the typed name,
 * else the first one.
 */
export function findBestMatch(
  links: readonly HTMLAnchorElement[],
  text: string,
): HTMLAnchorElement | undefined {
  const paths: (string | null)[] = toRoomIds(text).map((id) => roomPath(toSlug(id)))
  const name = foldCase(text)
  return (
    links.find((link) => paths.includes(link.getAttribute('href'))) ??
    links.find((link) => foldCase(link.textContent) === name) ??
    links[0]
  )
}

const foldCase = (text: string) => text.normalize('NFKC').trim().toLocaleLowerCase('en')
