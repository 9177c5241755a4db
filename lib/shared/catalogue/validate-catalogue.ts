import { utf8Bytes } from '../metadata/bytes'
import { LIMITS } from '../metadata/limits'
import { validateKey, validateValue } from '../metadata/text-rules'
import { checkValue } from './check-value'
import { findSchemaProblem } from './json-schema'
import type { KeyDescription } from './key-description'
import { CATALOGUE_LIMITS } from './limits'

/** Why a description cannot be stored. `reason` names its message. */
export type DescriptionProblem = {
  name: string
  field: keyof KeyDescription
  reason: DescriptionProblemReason
  /** The JSON pointer of a wrong keyword in a schema. */
  at?: string
}

const descriptionProblemReasons = [
  'name-missing',
  'name-not-a-key',
  'name-twice',
  'text-not-allowed',
  'text-too-long',
  'choices-missing',
  'choices-twice',
  'choices-too-many',
  'wrong-type',
  'schema-too-large',
  'schema-keyword',
  'example-fails',
] as const
export type DescriptionProblemReason = (typeof descriptionProblemReasons)[number]

/** Everything that is wrong with a catalogue; at most one problem per field. */
export function validateCatalogue(descriptions: readonly KeyDescription[]): DescriptionProblem[] {
  const names = new Set<string>()
  return descriptions.flatMap((description) => {
    const { name } = description
    const isTwice = names.has(name)
    names.add(name)
    return isTwice
      ? [{ name, field: 'name', reason: 'name-twice' } as const]
      : validateDescription(description)
  })
}

/** The rules of one description alone. */
export function validateDescription(description: KeyDescription): DescriptionProblem[] {
  const problems = [
    checkName(description),
    checkText(description),
    checkExample(description),
    checkChoices(description),
    checkSchema(description),
  ]
  return problems.flatMap((problem) => (problem ? [{ name: description.name, ...problem }] : []))
}

type Problem = Omit<DescriptionProblem, 'name'> | null

function checkName({ name }: KeyDescription): Problem {
  if (name === '') return { field: 'name', reason: 'name-missing' }
  return validateKey(name) ? { field: 'name', reason: 'name-not-a-key' } : null
}

function checkText({ description }: KeyDescription): Problem {
  if ([...description].length > CATALOGUE_LIMITS.descriptionCharacters) {
    return { field: 'description', reason: 'text-too-long' }
  }
  return validateValue(description) ? { field: 'description', reason: 'text-not-allowed' } : null
}

/** An example shows how a value is written, so it must pass the checks itself. */
function checkExample(description: KeyDescription): Problem {
  const { example } = description
  if (example === '') return null
  if (utf8Bytes(example) > LIMITS.valueBytes) return { field: 'example', reason: 'text-too-long' }
  if (validateValue(example)) return { field: 'example', reason: 'text-not-allowed' }
  // What is wrong with the schema or the choices themselves is reported there.
  if (checkChoices(description) ?? checkSchema(description)) return null
  return checkValue(description, example).length > 0
    ? { field: 'example', reason: 'example-fails' }
    : null
}

function checkChoices({ type, choices }: KeyDescription): Problem {
  const fail = (reason: DescriptionProblemReason) => ({ field: 'choices', reason }) as const
  if (type !== 'choice') return choices === undefined ? null : fail('wrong-type')
  if (choices === undefined || choices.length === 0) return fail('choices-missing')
  if (choices.length > CATALOGUE_LIMITS.choices) return fail('choices-too-many')
  if (choices.some(validateValue)) return fail('text-not-allowed')
  return new Set(choices).size < choices.length ? fail('choices-twice') : null
}

function checkSchema({ type, schema }: KeyDescription): Problem {
  if (schema === undefined) return null
  if (type !== 'json') return { field: 'schema', reason: 'wrong-type' }
  const problem = findSchemaProblem(schema)
  if (!problem) return null
  return problem.reason === 'too-large'
    ? { field: 'schema', reason: 'schema-too-large' }
    : { field: 'schema', reason: 'schema-keyword', at: problem.at }
}
