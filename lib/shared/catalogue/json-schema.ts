import { type Schema, validate } from '@cfworker/json-schema'
import { utf8Bytes } from '../metadata/bytes'
import { CATALOGUE_LIMITS } from './limits'

/** A JSON Schema (2020-12) as the catalogue stores it. */
export type JsonSchema = Record<string, unknown>

/** Where a value does not fit its schema, as a JSON pointer, and the keyword that it breaks. */
export type SchemaError = { at: string; keyword: string }

/** An error of a value, or null. The schema must have passed {@link findSchemaProblem}. */
export function findSchemaError(schema: JsonSchema, value: unknown): SchemaError | null {
  // The last error is the innermost: the ones before it say that a part of theirs is wrong.
  const error = listErrors(schema, value).at(-1)
  return error ? { at: error.instanceLocation.slice(1) || '/', keyword: error.keyword } : null
}

function listErrors(schema: JsonSchema, value: unknown) {
  try {
    // The library writes its own properties into the schema.
    return validate(value, structuredClone(schema) as Schema, '2020-12').errors
  } catch {
    // A value or a schema that is nested too deep for the stack does not pass.
    return [{ instanceLocation: '#', keyword: '$schema' }]
  }
}

/** What is wrong with a schema: it is too large, or a keyword is unknown or has a wrong value. */
export type SchemaProblem = { reason: 'too-large' } | { reason: 'keyword'; at: string }

/**
 * The first problem of a schema, or null. Only keywords whose check takes little time are known:
 * no regular expressions, which can take minutes, and no references, with which a small schema can
 * grow without end.
 */
export function findSchemaProblem(schema: JsonSchema): SchemaProblem | null {
  if (utf8Bytes(JSON.stringify(schema)) > CATALOGUE_LIMITS.schemaBytes) {
    return { reason: 'too-large' }
  }
  const at = findWrongKeyword(schema, '')
  return at === null ? null : { reason: 'keyword', at }
}

/** Checks the value of a keyword; returns the JSON pointer of what is wrong, or null. */
type KeywordCheck = (value: unknown, at: string) => string | null

const FORMATS = ['date', 'date-time', 'time', 'email', 'uri', 'uuid']
const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number'
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0
const isListOf = (check: (item: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(check)
const isOneOf = (list: readonly string[]) => (value: unknown) => list.some((item) => item === value)

const when =
  (isRight: (value: unknown) => boolean): KeywordCheck =>
  (value, at) =>
    isRight(value) ? null : at

const subschema: KeywordCheck = (value, at) => {
  if (typeof value === 'boolean') return null
  return isObject(value) ? findWrongKeyword(value, at) : at
}
const subschemas: KeywordCheck = (value, at) => {
  if (!Array.isArray(value) || value.length === 0) return at
  return findFirst(value.entries(), (item, index) => subschema(item, `${at}/${index}`))
}
const subschemasByName: KeywordCheck = (value, at) => {
  if (!isObject(value)) return at
  return findFirst(Object.entries(value), (item, name) => subschema(item, `${at}/${name}`))
}

const checks = new Map<string, KeywordCheck>(
  Object.entries({
    $schema: when(isText),
    $comment: when(isText),
    title: when(isText),
    description: when(isText),
    default: when(() => true),
    examples: when(Array.isArray),
    deprecated: when((value) => typeof value === 'boolean'),
    type: when((value) => isOneOf(TYPES)(value) || isListOf(isOneOf(TYPES))(value)),
    enum: when(Array.isArray),
    const: when(() => true),
    format: when(isOneOf(FORMATS)),
    minimum: when(isNumber),
    maximum: when(isNumber),
    exclusiveMinimum: when(isNumber),
    exclusiveMaximum: when(isNumber),
    multipleOf: when((value) => isNumber(value) && Number(value) > 0),
    minLength: when(isCount),
    maxLength: when(isCount),
    minItems: when(isCount),
    maxItems: when(isCount),
    minContains: when(isCount),
    maxContains: when(isCount),
    minProperties: when(isCount),
    maxProperties: when(isCount),
    uniqueItems: when((value) => typeof value === 'boolean'),
    required: when(isListOf(isText)),
    dependentRequired: when(
      (value) => isObject(value) && Object.values(value).every(isListOf(isText)),
    ),
    items: subschema,
    contains: subschema,
    additionalProperties: subschema,
    propertyNames: subschema,
    not: subschema,
    if: subschema,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: subschema,
    else: subschema,
    prefixItems: subschemas,
    allOf: subschemas,
    anyOf: subschemas,
    oneOf: subschemas,
    properties: subschemasByName,
    dependentSchemas: subschemasByName,
  } satisfies Record<string, KeywordCheck>),
)

function findWrongKeyword(schema: JsonSchema, at: string): string | null {
  return findFirst(Object.entries(schema), (value, keyword) => {
    const path = `${at}/${keyword}`
    const check = checks.get(keyword)
    return check ? check(value, path) : path
  })
}

function findFirst<K>(
  entries: Iterable<readonly [K, unknown]>,
  find: (value: unknown, key: K) => string | null,
): string | null {
  for (const [key, value] of entries) {
    const found = find(value, key)
    if (found !== null) return found
  }
  return null
}
