/** Ordinary text, or one invisible character with its code point ("U+200B") and short name. */
type TextPiece = { text: string; invisible: null | { codePoint: string; name: string } }

/**
 * The only table of invisible characters: keys must not contain them; the editor draws them as
 * tokens and can remove them.
 */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00ad, 'SHY'],
  [0x061c, 'ALM'],
  [0x180e, 'MVS'],
  [0x200b, 'ZWSP'],
  [0x200c, 'ZWNJ'],
  [0x200d, 'ZWJ'],
  [0x200e, 'LRM'],
  [0x200f, 'RLM'],
  [0x2028, 'LS'],
  [0x2029, 'PS'],
  [0x202a, 'LRE'],
  [0x202b, 'RLE'],
  [0x202c, 'PDF'],
  [0x202d, 'LRO'],
  [0x202e, 'RLO'],
  [0x2060, 'WJ'],
  [0x2061, 'FA'],
  [0x2062, 'IT'],
  [0x2063, 'IS'],
  [0x2064, 'IP'],
  [0x2066, 'LRI'],
  [0x2067, 'RLI'],
  [0x2068, 'FSI'],
  [0x2069, 'PDI'],
  [0x00a0, 'NBSP'],
  [0x3000, 'IDSP'],
  [0xfeff, 'BOM'],
])

const PICTOGRAPH_END = /\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*$/u
const PICTOGRAPH_START = /^(?:\p{Extended_Pictographic}|\u2640|\u2642)/u
const SPACE_START = /^[ \t\r\n]+/
const SPACE_END = /[ \t\r\n]+$/

/**
 * Splits `text` at invisible characters, so that a screen can draw a token for each. A joiner
 * inside an emoji is part of a visible picture and stays with it. The pieces joined give `text`.
 */
export function splitAtInvisibles(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let start = 0
  let position = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const name = NAMES.get(code) ?? (isControl(code) ? 'CTRL' : undefined)
    const end = position + character.length
    if (name && !isEmojiJoiner(text, position, end, code)) {
      if (position > start) pieces.push({ text: text.slice(start, position), invisible: null })
      pieces.push({ text: character, invisible: { codePoint: formatCodePoint(code), name } })
      start = end
    }
    position = end
  }
  if (start < text.length) pieces.push({ text: text.slice(start), invisible: null })
  return pieces
}

/** Counts what a reader would miss: invisible characters, and spaces at either end. */
export function countHiddenCharacters(text: string): {
  invisible: number
  leading: number
  trailing: number
} {
  const isSpaceOnly = /^[ \t\r\n]*$/.test(text)
  return {
    invisible: splitAtInvisibles(text).filter((piece) => piece.invisible).length,
    leading: SPACE_START.exec(text)?.[0].length ?? 0,
    trailing: isSpaceOnly ? 0 : (SPACE_END.exec(text)?.[0].length ?? 0),
  }
}

/** Removes invisible characters and spaces at either end; emoji stay whole. */
export function removeHiddenCharacters(text: string): string {
  const visible = splitAtInvisibles(text).filter((piece) => !piece.invisible)
  return visible
    .map((piece) => piece.text)
    .join('')
    .replace(SPACE_START, '')
    .replace(SPACE_END, '')
}

const isControl = (code: number) =>
  (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || (code >= 0x7f && code <= 0x9f)

const isEmojiJoiner = (text: string, position: number, end: number, code: number) =>
  code === 0x200d &&
  PICTOGRAPH_END.test(text.slice(Math.max(0, position - 6), position)) &&
  PICTOGRAPH_START.test(text.slice(end, end + 2))

const formatCodePoint = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
