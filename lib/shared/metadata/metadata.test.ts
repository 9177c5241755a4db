import { describe, expect, it } from 'vitest'
import { changeProblems, changesNothing, deleteFirst, roomProblems } from './metadata'

const room = (keys: number, bytesEach: number) =>
  Array.from({ length: keys }, (_, at) => ({ key: `k${at}`, value: 'v'.repeat(bytesEach) }))

describe('changeProblems', () => {
  it('flags a key named twice on both places', () => {
    const twice = [
      { key: 'a', from: null, to: '1' },
      { key: 'a', from: null, to: '2' },
    ]
    expect(changeProblems(twice).map(({ code }) => code)).toEqual([
      'key.duplicate',
      'key.duplicate',
    ])
  })

  it('lets an app’s odd key be deleted, but not written', () => {
    const odd = `a\u200b${'k'.repeat(60)}`
    expect(changeProblems([{ key: odd, from: 'x', to: null }])).toEqual([])
    expect(changeProblems([{ key: odd, from: 'x', to: 'y' }])).toHaveLength(1)
  })

  it('knows that ten legal keys may differ by case, blanks or accents only', () => {
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
    expect(changeProblems(keys.map((key) => ({ key, from: null, to: '' })))).toEqual([])
  })
})

describe('roomProblems, on the merged result', () => {
  it('takes 10 keys and refuses 11', () => {
    expect(roomProblems(room(10, 1))).toEqual([])
    expect(roomProblems(room(11, 1))).toEqual([
      { code: 'room.too-many-keys', params: { amount: 11, limit: 10, over: 1 } },
    ])
  })

  it('takes 16,384 bytes of values and refuses 16,385', () => {
    const full = room(8, 2048)
    expect(roomProblems(full)).toEqual([])
    expect(roomProblems([...full, { key: 'x', value: 'v' }])).toEqual([
      { code: 'room.too-many-bytes', params: { amount: 16_385, limit: 16_384, over: 1 } },
    ])
  })

  it('lets a room that is over a limit be brought back step by step', () => {
    expect(roomProblems(room(11, 1), room(12, 1))).toEqual([])
    expect(roomProblems(room(12, 1), room(12, 1))).toEqual([])
    expect(roomProblems(room(13, 1), room(12, 1))).toHaveLength(1)
  })
})

describe('deleteFirst', () => {
  const rename = [
    { key: 'k0', from: 'v', to: null },
    { key: 'new', from: null, to: 'v' },
  ]

  it('is needed for a rename at ten of ten keys', () => {
    expect(deleteFirst(room(10, 1), rename)).toBe(true)
    expect(deleteFirst(room(9, 1), rename)).toBe(false)
  })

  it('is needed for a rename at 16,384 of 16,384 bytes', () => {
    const big = 'v'.repeat(2048)
    const renamed = [
      { key: 'k0', from: big, to: null },
      { key: 'new', from: null, to: big },
    ]
    expect(deleteFirst(room(8, 2048), renamed)).toBe(true)
  })

  it('is pointless without a delete', () => {
    expect(deleteFirst(room(10, 1), [{ key: 'new', from: null, to: 'v' }])).toBe(false)
  })
})

it('a list whose every from equals its to changes nothing', () => {
  expect(changesNothing([])).toBe(true)
  expect(changesNothing([{ key: 'a', from: 'x', to: 'x' }])).toBe(true)
  expect(changesNothing([{ key: 'a', from: '', to: null }])).toBe(false)
})
