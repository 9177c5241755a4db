// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { isCommandKey, isComposing, isShortcut, keyName } from './keyboard'

const press = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init)

it.each([
  ['a Latin layout', { key: 's', code: 'KeyS' }],
  ['Caps Lock', { key: 'S', code: 'KeyS' }],
  ['Dvorak, where S is elsewhere', { key: 's', code: 'Semicolon' }],
  ['a Cyrillic layout', { key: 'ы', code: 'KeyS' }],
  ['a Greek layout', { key: 'σ', code: 'KeyS' }],
  ['an input method', { key: 'Process', code: 'KeyS', keyCode: 229 }],
])('finds Ctrl/⌘ S on %s', (_, key) => {
  expect(isShortcut(press({ ...key, ctrlKey: true }), 's')).toBe(true)
  expect(isShortcut(press({ ...key, metaKey: true }), 's')).toBe(true)
})

it.each([
  ['another letter at the place of S', { key: 'o', code: 'KeyS', ctrlKey: true }],
  ['no modifier', { key: 's', code: 'KeyS' }],
  ['Shift', { key: 'S', code: 'KeyS', ctrlKey: true, shiftKey: true }],
  ['AltGr on Windows', { key: 'ś', code: 'KeyS', ctrlKey: true, altKey: true }],
  ['a composition', { key: 's', code: 'KeyS', ctrlKey: true, isComposing: true }],
])('does not take %s for Ctrl S', (_, init) => {
  expect(isShortcut(press(init), 's')).toBe(false)
})

it('does not take AltGr for Ctrl where browsers report it as a modifier of its own', () => {
  const event = press({ key: 's', code: 'KeyS', ctrlKey: true })
  event.getModifierState = (modifier) => modifier === 'AltGraph'
  expect(isShortcut(event, 's')).toBe(false)
})

it('sees a composition, also in Safari, but none in a chord', () => {
  expect(isComposing(press({ key: 'Enter', isComposing: true }))).toBe(true)
  expect(isComposing(press({ key: 'Enter', keyCode: 229 }))).toBe(true)
  expect(isComposing(press({ key: 'Process', keyCode: 229, ctrlKey: true }))).toBe(false)
})

it('names keys that an input method hides', () => {
  const enter = press({ key: 'Process', code: 'Enter', keyCode: 229, ctrlKey: true })
  expect(keyName(enter)).toBe('Enter')
  expect(isCommandKey(enter)).toBe(true)
})
