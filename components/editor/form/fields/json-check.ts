/** The result of a check. `none`: the text does not start like an object or an array. */
type JsonCheck =
  | { kind: 'none' }
  | { kind: 'valid'; formatted: string }
  /** Line and column start at 1. The column counts code points. */
  | { kind: 'broken'; line: number; column: number }

type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma'

const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside strings
  /([{}[\],:])|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const WHITESPACE = /[ \t\r\n]*/y

/**
 * Finds where JSON breaks, with the same position in every browser, and formats valid JSON token by
 * token. Unlike `JSON.parse`, this keeps the digits of numbers and the order of keys.
 */
export function checkJson(text: string): JsonCheck {
  if (!/^[ \t\r\n]*[{[]/.test(text)) return { kind: 'none' }
  const openBrackets: string[] = []
  let formatted = ''
  let expected: Expected = 'value'
  let position = skipWhitespace(text, 0)
  while (expected !== 'comma' || openBrackets.length > 0) {
    TOKEN.lastIndex = position
    const token: RegExpExecArray | null = TOKEN.exec(text)
    const next: Expected | null =
      token && expectedAfter(expected, token[0], token[1] !== undefined, openBrackets.at(-1))
    if (!token || !next) return describeError(text, position)
    const [lexeme] = token
    if (lexeme === '{' || lexeme === '[') openBrackets.push(lexeme)
    const isEmpty = (lexeme === '}' || lexeme === ']') && expected.startsWith('first')
    if (lexeme === '}' || lexeme === ']') openBrackets.pop()
    if ((lexeme === '}' || lexeme === ']') && !isEmpty) formatted += newlineAt(openBrackets.length)
    else if (expected.startsWith('first') && !isEmpty)
      formatted += newlineAt(openBrackets.length - (isOpening(lexeme) ? 1 : 0))
    formatted += lexeme === ':' ? ': ' : lexeme
    if (lexeme === ',') formatted += newlineAt(openBrackets.length)
    expected = next
    position = skipWhitespace(text, TOKEN.lastIndex)
  }
  return position < text.length ? describeError(text, position) : { kind: 'valid', formatted }
}

/** What must follow `token`, or null if the token is not what `expected` allows. */
function expectedAfter(
  expected: Expected,
  token: string,
  isPunctuation: boolean,
  container: string | undefined,
): Expected | null {
  if (expected === 'colon') return token === ':' ? 'value' : null
  if (expected === 'comma') {
    if (token === ',') return container === '{' ? 'key' : 'value'
    return token === (container === '{' ? '}' : ']') ? 'comma' : null
  }
  if (expected === 'first-key' && token === '}') return 'comma'
  if (expected === 'first-value' && token === ']') return 'comma'
  if (expected.endsWith('key')) return token.startsWith('"') ? 'colon' : null
  if (token === '{') return 'first-key'
  if (token === '[') return 'first-value'
  return isPunctuation ? null : 'comma'
}

const isOpening = (character: string) => character === '{' || character === '['
const newlineAt = (depth: number) => `\n${'  '.repeat(depth)}`

function skipWhitespace(text: string, position: number): number {
  WHITESPACE.lastIndex = position
  WHITESPACE.exec(text)
  return WHITESPACE.lastIndex
}

function describeError(text: string, position: number): JsonCheck {
  const before = text.slice(0, position).split(/\r\n|\r|\n/)
  return { kind: 'broken', line: before.length, column: [...(before.at(-1) ?? '')].length + 1 }
}
