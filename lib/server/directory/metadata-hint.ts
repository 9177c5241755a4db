import 'server-only'
import type { Entry } from '@/lib/shared/metadata/entry'
import { foldText } from '../db/repositories/rooms/search-text'

const MAX_ENTRIES = 3
const MAX_CHARACTERS = 80
const MAX_LINE_CHARACTERS = 160
/** Shown before the part of a value that a search has found. */
const LEAD_CHARACTERS = 20

/** How many entries a room has, and the beginning of a few: those that a search has found first. */
export function pickHint(
  entries: readonly Entry[],
  words: readonly string[],
): { count: number; hint: Entry[] } {
  const isFound = ({ key, value }: Entry) => {
    const text = `${foldText(key)}\n${foldText(value)}`
    return words.some((word) => text.includes(word))
  }
  const found = words.length > 0 ? entries.filter(isFound) : []
  const ordered = [...found, ...entries.filter((entry) => !found.includes(entry))]
  const hint = ordered
    .slice(0, MAX_ENTRIES)
    .map(({ key, value }) => ({ key, value: cutAround(value, words) }))
  return { count: entries.length, hint }
}

/** The beginning of a value, for a line. */
export const cutValue = (value: string): string => cutAround(value, [], MAX_LINE_CHARACTERS)

function cutAround(value: string, words: readonly string[], limit = MAX_CHARACTERS): string {
  const characters = [...value]
  if (characters.length <= limit) return value
  const folded = foldText(value)
  const [position = 0] = words
    .map((word) => folded.indexOf(word))
    .filter((at) => at >= 0)
    .sort((a, b) => a - b)
  const start = position + LEAD_CHARACTERS < limit ? 0 : position - LEAD_CHARACTERS
  const part = characters.slice(start, start + limit).join('')
  return `${start > 0 ? '…' : ''}${part}${start + limit < characters.length ? '…' : ''}`
}
