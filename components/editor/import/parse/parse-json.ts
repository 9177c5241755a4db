import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import {
  findLineEnd,
  type ImportedLine,
  type ImportedText,
  type ImportFormat,
  type ImportNotes,
  NO_NOTES,
  type SyntaxProblem,
} from './imported-text'
import { createLineCounter, type LineCounter } from './line-counter'

type JsonErrorName = ReturnType<typeof printParseErrorCode>

const PROBLEMS: Partial<Record<JsonErrorName, SyntaxProblem>> = {
  PropertyNameExpected: 'json-comma',
  ColonExpected: 'json-colon',
  CommaExpected: 'json-comma',
  CloseBraceExpected: 'json-bracket',
  CloseBracketExpected: 'json-bracket',
  EndOfFileExpected: 'json-extra',
  InvalidCommentToken: 'json-comment',
  UnexpectedEndOfComment: 'json-comment',
  UnexpectedEndOfString: 'json-string',
  InvalidUnicode: 'json-escape',
  InvalidEscapeCharacter: 'json-escape',
}

/**
 * Reads entries from JSON: an object, a list of keys and values, or a request or reply of the Live
 * service (docs/live-api.md#metadata-commands). Strings are unescaped. Every other value keeps its
 * source text, because a parsed number would lose digits. With a syntax error no entry can be
 * trusted, so only the errors are returned.
 */
export function parseJson(text: string): ImportedText {
  const countLine = createLineCounter(text)
  const errors: ParseError[] = []
  const root = tryParse(text, errors)
  if (root === 'too-deep' || root === undefined || errors.length > 0) {
    const lines: ImportedLine[] =
      root === 'too-deep'
        ? [{ line: 1, text: lineAt(text, 0), problem: 'json-too-deep' }]
        : describeErrors(text, errors, countLine)
    return { format: text.trimStart().startsWith('[') ? 'list' : 'object', lines, notes: NO_NOTES }
  }
  const { format, items, properties, keys } = recognise(root)
  const source: Source = { text, countLine, notes: { ...NO_NOTES } }
  const lines = [
    ...items.map((item) => readItem(source, item)),
    ...properties.map((property) => readProperty(source, property)),
    ...keys.map((key) => toUnusableLine(source, key, 'no-value')),
  ]
  return { format, lines, notes: source.notes }
}

type Source = { text: string; countLine: LineCounter; notes: ImportNotes }

function tryParse(text: string, errors: ParseError[]): Node | undefined | 'too-deep' {
  try {
    return parseTree(text, errors, { disallowComments: true })
  } catch {
    // The parser recurses: thousands of brackets exhaust its stack.
    return 'too-deep'
  }
}

/** One error per line, the first one: the others follow from it. */
function describeErrors(
  text: string,
  errors: readonly ParseError[],
  countLine: LineCounter,
): ImportedLine[] {
  const lines = new Map<number, ImportedLine>()
  for (const { error, offset } of errors) {
    const line = countLine(offset)
    if (lines.has(line)) continue
    const problem = /[“”„‟‘’]/.test(text.charAt(offset))
      ? 'json-curly-quote'
      : (PROBLEMS[printParseErrorCode(error)] ?? 'json')
    lines.set(line, { line, text: lineAt(text, offset), problem })
  }
  return [...lines.values()]
}

/** The line of the text that contains `offset`. */
function lineAt(text: string, offset: number): string {
  let start = offset
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--
  return text.slice(start, findLineEnd(text, offset))
}

type Recognised = {
  format: ImportFormat
  items: readonly Node[]
  properties: readonly Node[]
  keys: readonly Node[]
}

const NONE = { items: [], properties: [], keys: [] }
const REQUEST = ['roomid', 'metadata', 'keys']
const REPLY = ['actionstatus', 'errorinfo', 'errorcode', 'requestid', 'response']

/** Requests and replies have no fields but these; otherwise the object's fields are its entries. */
function recognise(root: Node): Recognised {
  if (root.type === 'array') return { ...NONE, format: 'list', items: root.children ?? [] }
  const properties = root.children ?? []
  const metadata = getField(root, 'metadata')
  if (hasOnlyFields(root, REQUEST)) {
    if (metadata?.type === 'array')
      return { ...NONE, format: 'request', items: metadata.children ?? [] }
    const keys = getField(root, 'keys')
    if (getField(root, 'roomid') && keys?.type === 'array')
      return { ...NONE, format: 'request', keys: keys.children ?? [] }
  }
  const response = getField(root, 'response')
  const isResponse = response?.type === 'object' || getField(root, 'errorcode') !== undefined
  if (hasOnlyFields(root, REPLY) && getField(root, 'actionstatus') && isResponse)
    return { ...NONE, format: 'reply', items: getField(response, 'metadata')?.children ?? [] }
  return { ...NONE, format: 'object', properties }
}

const nameOf = (property: Node): string => property.children?.[0]?.value ?? ''

function hasOnlyFields(object: Node, names: readonly string[]): boolean {
  const fields = object.children ?? []
  return fields.length > 0 && fields.every((field) => names.includes(nameOf(field).toLowerCase()))
}

/** The value of the only field with this name, in any case. */
function getField(object: Node | undefined, name: string): Node | undefined {
  const fields = object?.type === 'object' ? (object.children ?? []) : []
  const found = fields.filter((field) => nameOf(field).toLowerCase() === name)
  return found.length === 1 ? found[0]?.children?.[1] : undefined
}

function readProperty(source: Source, property: Node): ImportedLine {
  const [key, value] = property.children ?? []
  const line = source.countLine(property.offset)
  return { line, key: key?.value ?? '', value: value ? readValue(source, value) : '' }
}

/** An item of a list: an object with a key and a value and nothing else. */
function readItem(source: Source, item: Node): ImportedLine {
  const key = getField(item, 'key')
  const value = getField(item, 'value')
  if (!key || item.children?.length !== (value ? 2 : 1))
    return toUnusableLine(source, item, 'not-key-value')
  if (!value) return toUnusableLine(source, item, 'no-value')
  if (key.type !== 'string') return toUnusableLine(source, item, 'key-not-text')
  const line = source.countLine(item.offset)
  return { line, key: key.value, value: readValue(source, value) }
}

function readValue(source: Source, node: Node): string {
  if (node.type === 'string') return node.value
  source.notes.nonTexts++
  return sliceOf(source.text, node)
}

function toUnusableLine(source: Source, node: Node, problem: SyntaxProblem): ImportedLine {
  return { line: source.countLine(node.offset), text: sliceOf(source.text, node), problem }
}

const sliceOf = (text: string, { offset, length }: Node) => text.slice(offset, offset + length)
