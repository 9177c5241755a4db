import type { CatalogueWarningName } from '../changes/warning-names'
import { utf8Bytes } from '../metadata/bytes'
import { findSchemaError } from './json-schema'
import type { KeyDescription, Severity } from './key-description'
import { isOfType, parseJson } from './value-types'

/** A check of the catalogue that a value fails, with what its message names. */
export type Finding = {
  warning: CatalogueWarningName
  severity: Severity
  params?: Record<string, string | number>
}

/** What is wrong with a value according to the description of its key. */
export function checkValue(description: KeyDescription, value: string): Finding[] {
  const { severity } = description
  return [...checkType(description, value), ...checkBytes(description, value)].map((finding) => {
    return { severity, ...finding }
  })
}

type Check = Omit<Finding, 'severity'>

function checkType({ type, choices = [], schema }: KeyDescription, value: string): Check[] {
  if (type === 'choice') {
    const isChoice = choices.includes(value)
    return isChoice ? [] : [{ warning: 'type-choice', params: { choices: choices.join(' · ') } }]
  }
  if (type === 'text') return []
  if (!isOfType[type](value)) return [{ warning: `type-${type}` }]
  const error = type === 'json' && schema ? findSchemaError(schema, parseJson(value)) : null
  return error ? [{ warning: 'json-schema', params: error }] : []
}

function checkBytes({ byteLimit }: KeyDescription, value: string): Check[] {
  const bytes = utf8Bytes(value)
  if (byteLimit === undefined || bytes <= byteLimit) return []
  return [{ warning: 'soft-byte-limit', params: { limit: byteLimit, over: bytes - byteLimit } }]
}
