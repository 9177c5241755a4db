import { describe, expect, it } from 'vitest'
import { catalogues } from './catalogues'

type Tree = { [name: string]: Tree | string }

const listTexts = (tree: Tree): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === 'string' ? value : listTexts(value)))

/** The names of the forms of every plural in a message. */
const pluralForms = (text: string) =>
  [...text.matchAll(/, plural, /g)].map(({ index }) => formsFrom(text, index + ', plural, '.length))

function formsFrom(text: string, start: number): string[] {
  const forms: string[] = []
  let depth = 0
  for (const [, name, brace] of text.slice(start).matchAll(/(=\d+|\w+)?\s*([{}])/g)) {
    if (brace === '{' && depth++ === 0 && name) forms.push(name)
    else if (brace === '}' && --depth < 0) break
  }
  return forms
}

describe('plurals', () => {
  it('have the forms of English', () => {
    for (const text of listTexts(catalogues.en))
      for (const forms of pluralForms(text)) {
        expect(forms, text).toContain('other')
        // Without a number in `other` there is nothing to agree with.
        const agrees = forms.includes('one') || forms.includes('=1') || !/other \{[^}]*#/.test(text)
        expect(agrees, text).toBe(true)
      }
  })

  it('have the only form of Chinese, or numbers of their own', () => {
    for (const text of listTexts(catalogues['zh-CN']))
      for (const forms of pluralForms(text)) {
        expect(forms, text).toContain('other')
        // Chinese has no `one`: such a form would never be chosen.
        expect(
          forms.filter((form) => !/^(?:other|=\d+)$/.test(form)),
          text,
        ).toEqual([])
      }
  })

  it('are used for every number before a noun in English that can be one', () => {
    // Limits, and what is over one.
    const neverOne = /\w*limit|bytes|amount/i
    for (const text of listTexts(catalogues.en)) {
      const outsideOfPlurals = text.replace(/\{\w+, plural,.*/, '')
      for (const [, name] of outsideOfPlurals.matchAll(/\{(\w+)(?:, number)?\} [a-z]{3,}s\b/g))
        expect(name, text).toMatch(neverOne)
    }
  })
})
