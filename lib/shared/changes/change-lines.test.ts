import { describe, expect, it } from 'vitest'
import { changeLines } from './change-lines'

describe('changeLines', () => {
  it('names each change by what it does to the room', () => {
    const lines = changeLines([
      { key: 'a', from: null, to: 'new' },
      { key: 'b', from: '1', to: '22' },
      { key: 'c', from: 'x', to: '' },
      { key: 'd', from: 'gone', to: null },
    ])
    expect(lines.map(({ verb, key, bytes }) => [verb, key, bytes])).toEqual([
      ['set', 'a', 3],
      ['change', 'b', 1],
      ['clear', 'c', -1],
      ['delete', 'd', -4],
    ])
  })

  it('tells a rename by its unchanged value', () => {
    const lines = changeLines([
      { key: 'banner', from: '房间', to: null },
      { key: 'banner_2', from: null, to: '房间' },
    ])
    expect(lines).toEqual([
      { verb: 'rename', key: 'banner_2', oldKey: 'banner', from: '房间', to: '房间', bytes: 0 },
    ])
  })

  it('takes the draft’s word for a rename whose value was edited too', () => {
    const changes = [
      { key: 'a', from: 'one', to: null },
      { key: 'b', from: null, to: 'two!' },
    ]
    expect(changeLines(changes).map(({ verb }) => verb)).toEqual(['delete', 'set'])
    expect(changeLines(changes, new Map([['a', 'b']]))).toEqual([
      { verb: 'rename', key: 'b', oldKey: 'a', from: 'one', to: 'two!', bytes: 1 },
    ])
  })

  it('guesses no rename where two keys could be meant', () => {
    const lines = changeLines([
      { key: 'a', from: 'same', to: null },
      { key: 'b', from: 'same', to: null },
      { key: 'c', from: null, to: 'same' },
    ])
    expect(lines.map(({ verb }) => verb)).toEqual(['delete', 'delete', 'set'])
  })

  it('shows a swap of two names as two changes, since both keys stay', () => {
    const changes = [
      { key: 'a', from: '1', to: '2' },
      { key: 'b', from: '2', to: '1' },
    ]
    const swapped = new Map([
      ['a', 'b'],
      ['b', 'a'],
    ])
    expect(changeLines(changes, swapped).map(({ verb }) => verb)).toEqual(['change', 'change'])
  })
})
