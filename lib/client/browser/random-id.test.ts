import { expect, it } from 'vitest'
import { randomId, randomUuid } from './random-id'

it('makes ids of 32 hexadecimal digits, each another', () => {
  const ids = Array.from({ length: 100 }, randomId)
  expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(100)
})

it('makes UUIDs of version 4, each another', () => {
  const ids = Array.from({ length: 100 }, randomUuid)
  const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  expect(ids.every((id) => version4.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(100)
})
