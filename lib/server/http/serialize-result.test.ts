import { expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { createSerializer } from './serialize-result'

function setUp() {
  const response = z.object({ entries: z.array(z.string()) })
  const parse = vi.spyOn(response, 'parse')
  return { parse, serialize: createSerializer({ response }) }
}

it('serialises a frozen result once and any other each time', () => {
  const { parse, serialize } = setUp()
  const shared = Object.freeze({ entries: ['a'] })
  expect(serialize(shared)).toEqual({ json: '{"entries":["a"]}', status: 200 })
  expect(serialize(shared)).toBe(serialize(shared))
  expect(parse).toHaveBeenCalledTimes(1)
  const own = { entries: ['a'] }
  serialize(own)
  own.entries.push('b')
  expect(serialize(own).json).toBe('{"entries":["a","b"]}')
  expect(parse).toHaveBeenCalledTimes(3)
})

it('leaves out what the endpoint does not declare', () => {
  const { serialize } = setUp()
  expect(serialize(Object.freeze({ entries: [], token: 't' })).json).toBe('{"entries":[]}')
})
