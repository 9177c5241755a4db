import { type KeyDescription, keyDescriptionSchema } from '@/lib/shared/catalogue/key-description'
import {
  type DescriptionProblem,
  validateCatalogue,
} from '@/lib/shared/catalogue/validate-catalogue'
import { parseJson } from '@/lib/shared/catalogue/value-types'

/** What one item of an imported list does to the catalogue. */
export type ImportLine =
  | { status: 'new' | 'same'; description: KeyDescription }
  | { status: 'changed'; description: KeyDescription; fields: (keyof KeyDescription)[] }
  | { status: 'unusable'; name: string; problem: ImportProblem }

/** `not-a-description`: a field at `at` is missing, unknown or of the wrong kind. */
export type ImportProblem =
  | Pick<DescriptionProblem, 'reason' | 'at'>
  | { reason: 'not-a-description'; at: string }

type ParsedImport = { lines: ImportLine[] } | { problem: 'notJson' | 'notAList' }

/** Reads an exported file: a list of descriptions, or an object with that list in `keys`. */
export function parseCatalogue(text: string, current: readonly KeyDescription[]): ParsedImport {
  const json = parseJson(text)
  if (json === undefined) return { problem: 'notJson' }
  const list = Array.isArray(json) ? json : (json as { keys?: unknown } | null)?.keys
  if (!Array.isArray(list)) return { problem: 'notAList' }
  const items = list.map(readItem)
  const problems = validateCatalogue(
    items.flatMap((item) => (item.status === 'new' ? [item.description] : [])),
  )
  const currentByName = new Map(current.map((description) => [description.name, description]))
  const seen = new Set<string>()
  return {
    lines: items.map((item): ImportLine => {
      if (item.status === 'unusable') return item
      const { name } = item.description
      const isTwice = seen.has(name)
      seen.add(name)
      const problem = problems.find(
        (each) => each.name === name && (each.reason === 'name-twice') === isTwice,
      )
      return problem
        ? { status: 'unusable', name, problem }
        : compare(currentByName.get(name), item.description)
    }),
  }
}

function readItem(
  item: unknown,
): Extract<ImportLine, { status: 'unusable' }> | { status: 'new'; description: KeyDescription } {
  const parsed = keyDescriptionSchema.safeParse(item)
  if (parsed.success) return { status: 'new', description: parsed.data }
  const [issue] = parsed.error.issues
  const at = [...(issue?.path ?? []), ...(issue && 'keys' in issue ? issue.keys : [])].join('.')
  const name = (item as { name?: unknown } | null)?.name
  const problem = { reason: 'not-a-description', at: at || 'JSON' } as const
  return { status: 'unusable', name: typeof name === 'string' ? name : '', problem }
}

function compare(before: KeyDescription | undefined, description: KeyDescription): ImportLine {
  if (!before) return { status: 'new', description }
  const fields = Object.keys({ ...before, ...description }) as (keyof KeyDescription)[]
  const changed = fields.filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(description[field]),
  )
  return changed.length > 0
    ? { status: 'changed', description, fields: changed }
    : { status: 'same', description }
}
