// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { earlyInputProps, recordEarlyInput, takeEarlyInput } from './early-input'

const early = createField('textarea')

beforeAll(() => {
  early.value = 'typed before the script'
  recordEarlyInput()
})
beforeEach(() => {
  for (const field of document.querySelectorAll('input, textarea')) field.remove()
})

function createField<T extends 'input' | 'textarea'>(tag: T, text = '') {
  const field = document.createElement(tag)
  for (const [name, value] of Object.entries(earlyInputProps)) field.setAttribute(name, value)
  field.defaultValue = text
  document.body.append(field)
  return field
}
function type(field: HTMLInputElement | HTMLTextAreaElement, text: string) {
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}
/** Does what React does to a text area when it hydrates it. */
function hydrate(field: HTMLTextAreaElement, text: string) {
  field.defaultValue = text
  field.value = text
  field.setSelectionRange(0, 0)
}

it('gives a field what was typed into it before, and nothing later', () => {
  const field = createField('input')
  type(field, 'hel')
  type(field, 'hello')
  expect(takeEarlyInput(field)).toMatchObject({ text: 'hello', selection: [5, 5], keys: [] })
  type(field, 'hello world')
  expect(takeEarlyInput(field)).toBeUndefined()
})

it('knows what was typed before it was loaded', () => {
  expect(takeEarlyInput(early)?.text).toBe('typed before the script')
})

it('gives a field nothing of another', () => {
  type(createField('input'), 'hello')
  expect(takeEarlyInput(createField('input'))).toBeUndefined()
})

it('does not record fields that nothing takes it from', () => {
  const field = createField('input')
  field.removeAttribute('data-early-input')
  type(field, 'hello')
  expect(takeEarlyInput(field)).toBeUndefined()
})

it('takes the text of an e-mail field, which has no selection', () => {
  const field = createField('input')
  field.type = 'email'
  field.focus()
  type(field, 'ada@example.com')
  expect(takeEarlyInput(field)?.text).toBe('ada@example.com')
})

it('keeps the keys on which the page acts', () => {
  const field = createField('input')
  for (const init of [{ key: 'Enter' }, { key: 'a' }, { key: 's', ctrlKey: true }])
    field.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }))
  expect(takeEarlyInput(field)?.keys.map(({ key }) => key)).toEqual(['Enter', 's'])
})

it('restores text and caret before the next key when hydration replaces them', async () => {
  const field = createField('textarea', 'Hello')
  field.focus()
  type(field, 'Hello world')
  field.setSelectionRange(5, 5)
  document.dispatchEvent(new Event('selectionchange'))
  hydrate(field, 'Hello')
  await Promise.resolve()
  expect(field.value).toBe('Hello world')
  expect([field.selectionStart, field.selectionEnd]).toEqual([5, 5])
  field.setRangeText(',', 5, 5, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  hydrate(field, 'Hello')
  expect(takeEarlyInput(field)?.text).toBe('Hello, world')
  expect(field.value).toBe('Hello, world')
})

it('keeps what was selected in a text area without typed text', async () => {
  const field = createField('textarea', 'Hello')
  field.setSelectionRange(0, 5)
  field.focus()
  hydrate(field, 'Hello')
  await Promise.resolve()
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 5])
})

it('leaves a field alone once it is hydrated', async () => {
  const field = createField('textarea', 'Hello')
  field.focus()
  takeEarlyInput(field)
  hydrate(field, 'Bye')
  await Promise.resolve()
  expect(field.value).toBe('Bye')
})
