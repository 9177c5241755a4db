import { describe, expect, it } from 'vitest'
import { isNoOp, mustDeleteFirst, validateChanges, validateRoom } from './metadata-rules'

const room = (keys: number, bytesEach: number) =>
  Array.from({ length: keys }, (_, index) => ({ key: `k${index}`, value: 'v'.repeat(bytesEach) }))

describe('validateChanges', () => {
  it('flags a repeated key in both places', () => {
    const twice = [
      { key: 'a', from: null, to: '1' },
      { key: 'a', from: null, to: '2' },
    ]
    expect(validateChanges(twice).map(({ code }) => code)).toEqual([
      'key.duplicate',
      'key.duplicate',
    ])
  })

  it('allows an app’s odd key to be deleted, but not written', () => {
    const odd = `a\u200b${'k'.repeat(60)}`
    expect(validateChanges([{ key: odd, from: 'x', to: null }])).toEqual([])
    expect(validateChanges([{ key: odd, from: 'x', to: 'y' }])).toHaveLength(1)
  })

  it('accepts ten keys that differ only by case, spaces or accents', () => {
    const keys = [
      'a',
      'A',
      'a ',
      ' a',
      'é',
      'e\u0301',
      'ａ',
      '__proto__',
      'constructor',
      'toString',
    ]
    expect(validateChanges(keys.map((key) => ({ key, from: null, to: '' })))).toEqual([])
  })
})

describe('validateRoom, on the merged result', () => {
  it('accepts 10 keys and refuses 11', () => {
    expect(validateRoom(room(10, 1))).toEqual([])
    expect(validateRoom(room(11, 1))).toEqual([
      { code: 'room.too-many-keys', params: { amount: 11, limit: 10, over: 1 } },
    ])
  })

  it('accepts 16,384 bytes of values and refuses 16,385', () => {
    const full = room(8, 2048)
    expect(validateRoom(full)).toEqual([])
    expect(validateRoom([...full, { key: 'x', value: 'v' }])).toEqual([
      { code: 'room.too-many-bytes', params: { amount: 16_385, limit: 16_384, over: 1 } },
    ])
  })

  it('allows a room over a limit to be repaired step by step', () => {
    expect(validateRoom(room(11, 1), room(12, 1))).toEqual([])
    expect(validateRoom(room(12, 1), room(12, 1))).toEqual([])
    expect(validateRoom(room(13, 1), room(12, 1))).toHaveLength(1)
  })
})

describe('mustDeleteFirst', () => {
  const rename = [
    { key: 'k0', from: 'v', to: null },
    { key: 'new', from: null, to: 'v' },
  ]

  it('is true for a rename at ten of ten keys', () => {
    expect(mustDeleteFirst(room(10, 1), rename)).toBe(true)
    expect(mustDeleteFirst(room(9, 1), rename)).toBe(false)
  })

  it('is true for a rename at 16,384 of 16,384 bytes', () => {
    const big = 'v'.repeat(2048)
    const renamed = [
      { key: 'k0', from: big, to: null },
      { key: 'new', from: null, to: big },
    ]
    expect(mustDeleteFirst(room(8, 2048), renamed)).toBe(true)
  })

  it('is false without a delete', () => {
    expect(mustDeleteFirst(room(10, 1), [{ key: 'new', from: null, to: 'v' }])).toBe(false)
  })
})

it('a list in which every from equals its to is a no-op', () => {
  expect(isNoOp([])).toBe(true)
  expect(isNoOp([{ key: 'a', from: 'x', to: 'x' }])).toBe(true)
  expect(isNoOp([{ key: 'a', from: '', to: null }])).toBe(false)
})
