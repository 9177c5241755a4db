import 'server-only'
import type { Entry } from '@/lib/shared/metadata/entry'

/** What a search can find of a room. */
export type SearchableRoom = {
  id: string
  name: string
  host: string | null
  category: readonly number[]
  isPublic: boolean | null
  entries: readonly Entry[]
}

/** Conditions that all have to hold. `words` come from {@link splitWords}. */
export type RoomFilter = { words: readonly string[]; category?: number; isPublic?: boolean }

/** Ignores case and full-width forms. */
export const foldText = (text: string) => withoutNul(text).normalize('NFKC').toLowerCase()

/** PostgreSQL stores every character but this one. */
export const withoutNul = (text: string) => text.replaceAll('\0', ' ')

export const splitWords = (search: string) => foldText(search).split(/\s+/).filter(Boolean)

/** The folded fields of a room, one per line. A word has no line break, so it stays in its field. */
export function buildSearchText({ id, name, host, category, entries }: SearchableRoom): string {
  const fields = [id, name, host ?? '', ...category.map(String)]
  return [...fields, ...entries.flatMap(({ key, value }) => [key, value])].map(foldText).join('\n')
}

/**
 * The index terms of a room: every two adjacent characters, because a search has no word
 * boundaries in Chinese and trigrams miss words of two characters; the first character of id and
 * name; and one term per filter.
 */
export function toIndexTerms(room: SearchableRoom, searchText: string): string[] {
  const terms = new Set<string>()
  for (const part of searchText.split(/\s+/)) addBigrams(terms, part)
  for (const start of [room.id, room.name].map(firstCharacter)) {
    if (start !== undefined) terms.add(startTerm(start))
  }
  for (const category of room.category) terms.add(categoryTerm(category))
  if (room.isPublic !== null) terms.add(visibilityTerm(room.isPublic))
  return [...terms]
}

/** The terms that every match has. Not every room that has them matches: see {@link isMatch}. */
export function toQueryTerms({ words, category, isPublic }: RoomFilter): string[] {
  const terms = new Set<string>()
  for (const word of words) {
    if (isSingleCharacter(word)) terms.add(startTerm(word))
    else addBigrams(terms, word)
  }
  if (category !== undefined) terms.add(categoryTerm(category))
  if (isPublic !== undefined) terms.add(visibilityTerm(isPublic))
  return [...terms]
}

/** A single character only matches the start of id and name: it is part of nearly every room. */
export function isMatch(
  room: Pick<SearchableRoom, 'id' | 'name' | 'category' | 'isPublic'>,
  searchText: string,
  filter: RoomFilter,
): boolean {
  if (filter.category !== undefined && !room.category.includes(filter.category)) return false
  if (filter.isPublic !== undefined && room.isPublic !== filter.isPublic) return false
  return filter.words.every((word) =>
    isSingleCharacter(word)
      ? firstCharacter(room.id) === word || firstCharacter(room.name) === word
      : searchText.includes(word),
  )
}

function addBigrams(terms: Set<string>, text: string) {
  let previous: string | null = null
  for (const character of text) {
    if (previous !== null) terms.add(`b${encode(previous)}${encode(character)}`)
    previous = character
  }
}

/** Letters and digits only, because the tokenizers of databases split at everything else. */
const encode = (character: string) => (character.codePointAt(0) ?? 0).toString(36).padStart(4, '0')
const startTerm = (character: string) => `s${encode(character)}`
const categoryTerm = (category: number) => `c${String(category).replace(/[^0-9]/g, 'x')}`
const visibilityTerm = (isPublic: boolean) => (isPublic ? 'public' : 'private')

const isSingleCharacter = (word: string) => [...word].length === 1
const firstCharacter = (text: string): string | undefined => {
  const [first] = foldText(text).trimStart()
  return first
}
