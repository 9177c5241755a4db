import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toDisplayedText } from '../../form/fields/displayed-text'
import { applyTextEdit } from './text-edit'

const anyText = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n', '\r\n', '今') })

it('keeps the line ends that an edit does not touch', () => {
  expect(applyTextEdit('a\r\nb\r\nc', 'a\nB\nc', null)).toBe('a\r\nB\r\nc')
  expect(applyTextEdit('a\r\nb', 'a\nb\nc', null)).toBe('a\r\nb\nc')
  expect(applyTextEdit('a\r\nb\r\nc', 'a\nc', null)).toBe('a\r\nc')
})

it('keeps the line ends of a paste, wherever it goes', () => {
  fc.assert(
    fc.property(anyText, anyText, fc.nat(), fc.nat(), (text, pasted, a, b) => {
      const before = toDisplayedText(text)
      const [selectionStart = 0, selectionEnd = 0] = [a, b]
        .map((at) => at % (before.length + 1))
        .sort((x, y) => x - y)
      const head = before.slice(0, selectionStart)
      const displayed = head + toDisplayedText(pasted) + before.slice(selectionEnd)
      const result = applyTextEdit(text, displayed, { text: pasted, selectionStart, selectionEnd })
      expect(result).toContain(pasted)
      expect(toDisplayedText(result)).toBe(displayed)
    }),
    { numRuns: 500 },
  )
  // Lone CRs and the LF of a paste would become one line end.
  expect(applyTextEdit('\r\r', '\n\n\n', { text: '\n', selectionStart: 2, selectionEnd: 2 })).toBe(
    '\n\n\n',
  )
  expect(
    applyTextEdit('a\r', 'a\n\n\n', { text: '\n\r\n', selectionStart: 2, selectionEnd: 2 }),
  ).toBe('a\n\n\r\n')
  expect(applyTextEdit('\r\r', '\n\n\n', { text: '\n', selectionStart: 2, selectionEnd: 2 })).toBe(
    '\n\n\n',
  )
  expect(applyTextEdit('', 'a\nb', { text: 'a\r\nb', selectionStart: 0, selectionEnd: 0 })).toBe(
    'a\r\nb',
  )
})

it('always leads to the text that is shown', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (text, typed, pasted) => {
      const displayed = toDisplayedText(typed)
      const paste = { text: pasted, selectionStart: 0, selectionEnd: 0 }
      for (const each of [null, paste])
        expect(toDisplayedText(applyTextEdit(text, displayed, each))).toBe(displayed)
    }),
  )
})
