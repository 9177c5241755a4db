import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toKeyChanges, toRows } from '@/lib/shared/changes/draft'
import { mergeEntries } from '@/lib/shared/changes/merge-entries'
import type { Entry } from '@/lib/shared/metadata/entry'
import { validateKey, validateValue } from '@/lib/shared/metadata/text-rules'
import { parseImport } from './parse/parse-import'
import { previewImport } from './preview/import-preview'

const NUMBERS = ['3544790567247868102', '19.90', '1e400', '-0', '007', '1.10', '144115233775727695']
const unit = fc.constantFrom(
  ...['a', 'b', ' ', '\t', '\n', '\r\n', '"', "'", '`', '\\', '=', '#', '{', '[', ',', ':', '$'],
  ...['今', '🎉', '\u200b', '“', 'n'],
)
const anyText = fc.oneof(fc.string({ unit, maxLength: 12 }), fc.constantFrom(...NUMBERS))
const anyKey = anyText.filter((key) => validateKey(key) === null)
const anyValue = anyText.filter((value) => validateValue(value) === null)
const anyEntries = fc.array(fc.record({ key: anyKey, value: anyValue }), { minLength: 1 })

const lineEnd = fc.constantFrom('\n', '\r\n')
const bom = fc.constantFrom('', '\ufeff')

/** The values that reach the server from a text that is imported into an empty room. */
function send(text: string): Entry[] {
  const { entries } = previewImport(parseImport(text).lines, [])
  return toKeyChanges(mergeEntries([], entries).added).map(({ key, to }) => ({
    key,
    value: to ?? '',
  }))
}

/** The last of several entries with one key counts; sorted as key changes are. */
const lastOfEachKey = (entries: readonly Entry[]) =>
  toRows(
    [...new Map(entries.map(({ key, value }) => [key, value]))].map(([key, value]) => ({
      key,
      value,
    })),
  ).map(({ key, value }) => ({ key, value }))

/** Writes entries in one format, with several spellings of the same value. */
type Writer = (entries: readonly Entry[], eol: string) => string

const json: Writer = (entries, eol) =>
  `{${eol}${entries.map(({ key, value }) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(`,${eol}`)}${eol}}`

const list =
  (key: string, value: string): Writer =>
  (entries, eol) =>
    `[${entries.map((entry) => JSON.stringify({ [value]: entry.value, [key]: entry.key })).join(`,${eol}`)}]`

const request: Writer = (entries, eol) =>
  `{"RoomId": "r",${eol}"Metadata": ${list('Key', 'Value')(entries, eol)}}`

const reply: Writer = (entries, eol) =>
  `{"ActionStatus": "OK", "ErrorCode": 0,${eol}"Response": {"Metadata": ${list('Key', 'Value')(entries, eol)}}}`

const cells: Writer = (entries, eol) => {
  const cell = (text: string) => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return entries.map(({ key, value }) => `${cell(key)}\t${cell(value)}`).join(eol) + eol
}

const env: Writer = (entries, eol) => {
  const escaped = (text: string) => text.replace(/["\\$`]/g, '\\$&')
  const quote = (text: string) => (text.includes("'") ? `"${escaped(text)}"` : `'${text}'`)
  return entries
    .map(({ key, value }, at) => {
      const isPlain = !/^[\s"'`]|[\r\n]|\s$/.test(value)
      return `${at % 2 ? 'export ' : ''}${key}=${isPlain ? value : quote(value)}`
    })
    .join(`${eol}# note${eol}`)
}

/** What a key of a .env file can be. */
const isEnvKey = ({ key }: Entry) => !/^[\s#]|\s$|[=\r\n]|^export\s|^[[{]/.test(key)
/** A first line with a tab before `=`, or one that begins with a quote, could also be cells. */
const isClearlyEnv = ([first]: readonly Entry[]) => first !== undefined && !/^"|\t/.test(first.key)
/** A first row with `=` at its tab could only be an .env file, one with a brace JSON. */
const isClearlyCells = ([first]: readonly Entry[]) =>
  first !== undefined && !/^\s*[[{#]|^\s+$|=/.test(first.key) && !/^[ \t]*=/.test(first.value)

describe('what is pasted is what is sent', () => {
  it.each([
    ['a JSON object', json, () => true],
    ['a list', list('key', 'value'), () => true],
    ['a list in upper case', list('KEY', 'VALUE'), () => true],
    ['a request', request, () => true],
    ['a reply', reply, () => true],
    ['cells', cells, isClearlyCells],
    ['an .env file', env, (entries: Entry[]) => entries.every(isEnvKey) && isClearlyEnv(entries)],
  ] satisfies [string, Writer, (entries: Entry[]) => boolean][])('as %s', (_, write, isClear) => {
    fc.assert(
      fc.property(anyEntries, lineEnd, bom, (entries, eol, mark) => {
        fc.pre(isClear(entries))
        const text = mark + write(entries, eol)
        expect(send(text)).toEqual(lastOfEachKey(entries))
        const { lines } = parseImport(text)
        expect(lines.map((line) => ('key' in line ? line.key : line.problem))).toEqual(
          entries.map(({ key }) => key),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('for JSON values of any kind, in the spelling of the source', () => {
    const source = fc.oneof(
      fc.constantFrom('1e400', '3544790567247868102', '-0', '19.90', 'true', 'null'),
      fc.json({ depthSize: 'small' }).filter((text) => !text.startsWith('"')),
      fc.constant('{ "id" : 3544790567247868102 ,\r\n "price": 19.90 }'),
    )
    fc.assert(
      fc.property(fc.array(source, { minLength: 1 }), lineEnd, (sources, eol) => {
        const text = `{${sources.map((value, at) => `"k${at}":${eol}${value}`).join(',')}}`
        expect(parseImport(text).lines).toMatchObject(
          sources.map((value, at) => ({ key: `k${at}`, value })),
        )
      }),
    )
  })
})

it('reads JSON exactly where a JSON parser does', () => {
  const damage = fc.record({
    at: fc.nat(),
    text: fc.constantFrom('', '"', ',', '}', 'x', '\\', '1'),
  })
  fc.assert(
    fc.property(anyEntries, damage, (entries, { at, text }) => {
      const valid = json(entries, '\n')
      const offset = 1 + (at % (valid.length - 1))
      const damaged = valid.slice(0, offset) + text + valid.slice(offset + 1)
      const { lines } = parseImport(damaged)
      expect(lines.every((line) => line.problem === undefined)).toBe(isJson(damaged))
    }),
    { numRuns: 500 },
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

it('accounts for every line of any text, and drops nothing silently', () => {
  const unit = fc.constantFrom(...'ab=#"\'`\t {[]}:,\\')
  const line = fc.string({ unit, maxLength: 10 })
  fc.assert(
    fc.property(fc.array(line), lineEnd, bom, (texts, eol, mark) => {
      const text = texts.join(eol)
      const { format, lines, notes } = parseImport(mark + text)
      expect(previewImport(lines, []).lines.map(({ line: at }) => at)).toEqual(
        lines.map(({ line: at }) => at),
      )
      // One error is enough to refuse JSON, and no entry of it is taken.
      if (format === 'object' || format === 'list') return
      const shown = lines
        .map((each) => ('key' in each ? each.key + each.value : each.text))
        .join('')
      const comments =
        notes.comments === 0 ? '' : texts.filter((each) => each.includes('#')).join('')
      for (const letter of 'ab') {
        expect(count(shown + comments, letter)).toBeGreaterThanOrEqual(count(text, letter))
        expect(count(shown, letter)).toBeLessThanOrEqual(count(text, letter))
      }
    }),
    { numRuns: 1_000 },
  )
})

const count = (text: string, letter: string) => text.split(letter).length - 1

it('finds an entry, a comment or a reason on each line without quotes', () => {
  const unit = fc.constantFrom(...'ab=# {[]}:,\\')
  const line = fc.string({ unit, maxLength: 8 })
  fc.assert(
    fc.property(fc.array(line), lineEnd, (texts, eol) => {
      const text = `k=v${eol}${texts.join(eol)}`
      const { lines, notes } = parseImport(text)
      const blank = texts.filter((each) => each.trim() === '').length
      expect(lines.length + notes.comments + blank).toBe(texts.length + 1)
      for (const { line: at, ...each } of lines)
        if ('text' in each) expect(each.text).toBe(['k=v', ...texts][at - 1])
        else expect(['k=v', ...texts][at - 1]).toContain(each.value)
    }),
    { numRuns: 500 },
  )
})
