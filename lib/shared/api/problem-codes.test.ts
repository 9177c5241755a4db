import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { catalogues } from '../i18n/catalogues'
import { locales } from '../i18n/locale'
import { problemCodes, problems } from './problem-codes'

type Tree = { [name: string]: Tree | string }

function leaves(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${path}${name}`] : leaves(value, `${path}${name}.`),
  )
}

const { en, 'zh-CN': zh } = catalogues
const PARAMS = {
  bytes: 51,
  limit: 50,
  over: 1,
  amount: 11,
  others: 9,
  added: 7,
  of: 'keys',
  name: 'N',
  seconds: 3,
  field: 'f',
  reason: 'r',
  opened: 'http://other.example',
  configured: 'https://console.example',
} as const

describe('the message catalogs', () => {
  it('have the same messages in both languages', () => {
    expect(leaves(zh).sort()).toEqual(leaves(en).sort())
  })

  it('have exactly one message per problem', () => {
    expect(leaves(en.problems).sort()).toEqual([...problemCodes].sort())
  })

  it('have messages for failed reads only for existing problems', () => {
    expect(problemCodes).toEqual(expect.arrayContaining(leaves(en.readProblems)))
  })

  it.each(locales)('%s fills in every problem message', (locale) => {
    const t = createTranslator({
      locale,
      messages: catalogues[locale],
      namespace: 'problems',
      onError: (e) => {
        throw e
      },
    })
    for (const code of problemCodes) expect(t(code, PARAMS)).not.toMatch(/[{}]/)
  })
})

it('every problem has a client or server error status', () => {
  for (const code of problemCodes) expect(problems[code].status).toBeGreaterThanOrEqual(400)
})
