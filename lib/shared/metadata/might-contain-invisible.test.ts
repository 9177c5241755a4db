import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hiddenIn } from './invisibles'
import { mayHide } from './might-contain-invisible'

it('overlooks nothing that a closer look finds', () => {
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
      const { invisible, leading, trailing } = hiddenIn(text)
      if (invisible + leading + trailing > 0) expect(mayHide(text)).toBe(true)
    }),
  )
})

it('passes plain text by', () => {
  expect(mayHide('{"id": 1}\nplain text ~')).toBe(false)
})
