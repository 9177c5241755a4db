/** What is known of a text that may be JSON; `none` = it does not start like an object or a list. */
export type JsonCheck =
  | { kind: 'none' }
  | { kind: 'valid'; formatted: string }
  /** Both from 1; the column counts characters as an editor does. */
  | { kind: 'broken'; line: number; column: number }

type Wanted = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma'

const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside strings
  /([{}[\],:])|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const SPACE = /[ \t\r\n]*/y

/**
 * Says where JSON breaks, the same in every browser, and formats it token by token: numbers keep their digits and
 * keys their order, which `JSON.parse` would not promise.
 */
export function checkJson(text: string): JsonCheck {
  if (!/^[ \t\r\n]*[{[]/.test(text)) return { kind: 'none' }
  const open: string[] = []
  let formatted = ''
  let wanted: Wanted = 'value'
  let at = skipSpace(text, 0)
  while (wanted !== 'comma' || open.length > 0) {
    TOKEN.lastIndex = at
    const token: RegExpExecArray | null = TOKEN.exec(text)
    const next: Wanted | null = token && step(wanted, token[0], token[1] !== undefined, open.at(-1))
    if (!token || !next) return brokenAt(text, at)
    const [sign] = token
    if (sign === '{' || sign === '[') open.push(sign)
    const empty = (sign === '}' || sign === ']') && wanted.startsWith('first')
    if (sign === '}' || sign === ']') open.pop()
    if ((sign === '}' || sign === ']') && !empty) formatted += lineAt(open.length)
    else if (wanted.startsWith('first') && !empty)
      formatted += lineAt(open.length - (isOpening(sign) ? 1 : 0))
    formatted += sign === ':' ? ': ' : sign
    if (sign === ',') formatted += lineAt(open.length)
    wanted = next
    at = skipSpace(text, TOKEN.lastIndex)
  }
  return at < text.length ? brokenAt(text, at) : { kind: 'valid', formatted }
}

/** What must follow `token` where `wanted` was expected, or null where it may not stand. */
function step(
  wanted: Wanted,
  token: string,
  sign: boolean,
  inside: string | undefined,
): Wanted | null {
  if (wanted === 'colon') return token === ':' ? 'value' : null
  if (wanted === 'comma') {
    if (token === ',') return inside === '{' ? 'key' : 'value'
    return token === (inside === '{' ? '}' : ']') ? 'comma' : null
  }
  if (wanted === 'first-key' && token === '}') return 'comma'
  if (wanted === 'first-value' && token === ']') return 'comma'
  if (wanted.endsWith('key')) return token.startsWith('"') ? 'colon' : null
  if (token === '{') return 'first-key'
  if (token === '[') return 'first-value'
  return sign ? null : 'comma'
}

const isOpening = (sign: string) => sign === '{' || sign === '['
const lineAt = (depth: number) => `\n${'  '.repeat(depth)}`

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at
  SPACE.exec(text)
  return SPACE.lastIndex
}

function brokenAt(text: string, at: number): JsonCheck {
  const before = text.slice(0, at).split(/\r\n|\r|\n/)
  return { kind: 'broken', line: before.length, column: [...(before.at(-1) ?? '')].length + 1 }
}
