import { expect, it } from 'vitest'
import { chooseLocale } from './locale'

it.each([
  ['zh-CN', 'en', 'zh-CN'],
  [undefined, 'de-DE, zh-TW;q=0.8, en;q=0.5', 'zh-CN'],
  [undefined, 'fr, en-GB', 'en'],
  ['xx', null, 'en'],
  [undefined, 'ja', 'en'],
] as const)('cookie %s and Accept-Language %s give %s', (chosen, accepted, locale) => {
  expect(chooseLocale(chosen, accepted)).toBe(locale)
})
