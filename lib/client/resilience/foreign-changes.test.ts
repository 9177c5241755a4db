// @vitest-environment happy-dom
import { beforeAll, expect, it } from 'vitest'
import { tolerateForeignChanges } from './foreign-changes'

beforeAll(tolerateForeignChanges)

it('removes a node that something else has moved or removed without an error', () => {
  const [parent, moved] = [document.createElement('p'), document.createElement('b')]
  expect(parent.removeChild(moved)).toBe(moved)
  const other = document.createElement('div')
  other.append(moved)
  parent.removeChild(moved)
  expect(other.firstChild).toBe(moved)
})

it('appends a node when the one before which it belongs is gone', () => {
  const parent = document.createElement('p')
  parent.append('first')
  parent.insertBefore(document.createTextNode(' second'), document.createElement('b'))
  expect(parent.textContent).toBe('first second')
})

it('changes nothing about nodes that are where they belong', () => {
  const parent = document.createElement('p')
  const [a, b] = [document.createElement('a'), document.createElement('b')]
  parent.append(b)
  parent.insertBefore(a, b)
  expect([...parent.children]).toEqual([a, b])
  parent.removeChild(a)
  expect([...parent.children]).toEqual([b])
})
