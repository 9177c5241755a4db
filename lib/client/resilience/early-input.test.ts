// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { recordEarlyInput, takeEarlyInput } from './early-input'

const early = document.createElement('textarea')

beforeAll(() => {
  document.body.append(early)
  early.value = 'typed before the script'
  recordEarlyInput()
})
beforeEach(() => {
  for (const field of document.querySelectorAll('input')) field.remove()
})

function addField() {
  const field = document.createElement('input')
  document.body.append(field)
  return field
}
function type(field: HTMLInputElement, text: string) {
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

it('gives a field what was typed into it before, and nothing later', () => {
  const field = addField()
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
  type(addField(), 'hello')
  expect(takeEarlyInput(addField())).toBeUndefined()
})

it('keeps the keys on which the page acts', () => {
  const field = addField()
  for (const init of [{ key: 'Enter' }, { key: 'a' }, { key: 's', ctrlKey: true }])
    field.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }))
  expect(takeEarlyInput(field)?.keys.map(({ key }) => key)).toEqual(['Enter', 's'])
})
