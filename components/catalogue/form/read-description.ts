import {
  type KeyDescription,
  keyDescriptionSchema,
  severities,
  valueTypes,
} from '@/lib/shared/catalogue/key-description'
import {
  type DescriptionProblemReason,
  validateDescription,
} from '@/lib/shared/catalogue/validate-catalogue'
import { parseJson } from '@/lib/shared/catalogue/value-types'
import { LIMITS } from '@/lib/shared/metadata/limits'

/** What is wrong with a field of the form. */
export type FieldProblem = {
  field: keyof KeyDescription
  reason: DescriptionProblemReason | 'schema-not-json' | 'limit-out-of-range'
  at?: string
}

/**
 * The description in a form, whose fields are read by name, and what is wrong with it. `names` are
 * those of all other descriptions.
 */
export function readDescription(
  value: (field: string) => string,
  names: ReadonlySet<string>,
): { description: KeyDescription; problems: FieldProblem[] } {
  const type = valueTypes.find((each) => each === value('type')) ?? 'text'
  const choices = type === 'choice' ? toLines(value('choices')) : undefined
  const schemaText = type === 'json' ? value('schema').trim() : ''
  const schema = toSchema(schemaText)
  const limitText = value('byteLimit').trim()
  const byteLimit = toLimit(limitText)
  const description: KeyDescription = {
    name: value('name'),
    description: value('description').trim(),
    example: value('example'),
    type,
    ...(choices && { choices }),
    ...(schema && { schema }),
    ...(byteLimit !== undefined && { byteLimit }),
    severity: severities.find((each) => each === value('severity')) ?? 'warn',
    protected: value('protected') !== '',
  }
  const isTwice = names.has(description.name)
  return {
    description,
    problems: [
      ...(isTwice ? [{ field: 'name', reason: 'name-twice' } as const] : []),
      ...(schemaText !== '' && !schema
        ? [{ field: 'schema', reason: 'schema-not-json' } as const]
        : []),
      ...(limitText !== '' && byteLimit === undefined
        ? [{ field: 'byteLimit', reason: 'limit-out-of-range' } as const]
        : []),
      ...validateDescription(description),
    ],
  }
}

/** Leaves out empty lines. A choice keeps its spaces, because a value has to match it exactly. */
const toLines = (text: string) => text.split(/\r\n|\r|\n/).filter((line) => line !== '')

function toSchema(text: string): KeyDescription['schema'] {
  const parsed = keyDescriptionSchema.shape.schema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : undefined
}

function toLimit(text: string): number | undefined {
  const limit = /^\d+$/.test(text) ? Number(text) : 0
  return limit >= 1 && limit <= LIMITS.valueBytes ? limit : undefined
}
