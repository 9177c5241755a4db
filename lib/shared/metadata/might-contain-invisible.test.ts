import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countHiddenCharacters } from './invisibles'
import { mightContainInvisible } from './might-contain-invisible'

it('is true for every text in which countHidden finds something', () => {
  const parts = fc.constantFrom(
    'a',
    ' ',
    '\n',
    '\r',
    '\t',
    '\u200b',
    '\u202e',
    '\u00a0',
    '房',
    '\u0000',
    '~',
  )
  fc.assert(
    fc.property(fc.array(parts), (list) => {
      const text = list.join('')
      const { invisible, leading, trailing } = countHiddenCharacters(text)
      if (invisible + leading + trailing > 0) expect(mightContainInvisible(text)).toBe(true)
    }),
  )
})

it('is false for plain text', () => {
  expect(mightContainInvisible('{"id": 1}\nplain text ~')).toBe(false)
})
