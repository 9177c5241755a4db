import { describe, expect, it } from 'vitest'
import { toChangeLines } from './change-lines'

describe('changeLines', () => {
  it('names the action of each change', () => {
    const lines = toChangeLines([
      { key: 'a', from: null, to: 'new' },
      { key: 'b', from: '1', to: '22' },
      { key: 'c', from: 'x', to: '' },
      { key: 'd', from: 'gone', to: null },
    ])
    expect(lines.map(({ action, key, bytes }) => [action, key, bytes])).toEqual([
      ['set', 'a', 3],
      ['change', 'b', 1],
      ['clear', 'c', -1],
      ['delete', 'd', -4],
    ])
  })

  it('marks what overwrites', () => {
    const lines = toChangeLines([
      { key: 'a', from: '1', to: '2', overwrite: true },
      { key: 'b', from: '1', to: '2' },
    ])
    expect(lines.map(({ overwrite }) => overwrite)).toEqual([true, undefined])
  })

  it('detects a rename by its unchanged value', () => {
    const lines = toChangeLines([
      { key: 'banner', from: '房间', to: null },
      { key: 'banner_2', from: null, to: '房间' },
    ])
    expect(lines).toEqual([
      { action: 'rename', key: 'banner_2', oldKey: 'banner', from: '房间', to: '房间', bytes: 0 },
    ])
  })

  it('uses the draft’s renames even if the value was edited too', () => {
    const changes = [
      { key: 'a', from: 'one', to: null },
      { key: 'b', from: null, to: 'two!' },
    ]
    expect(toChangeLines(changes).map(({ action }) => action)).toEqual(['delete', 'set'])
    expect(toChangeLines(changes, new Map([['a', 'b']]))).toEqual([
      { action: 'rename', key: 'b', oldKey: 'a', from: 'one', to: 'two!', bytes: 1 },
    ])
  })

  it('detects no rename when two keys are possible', () => {
    const lines = toChangeLines([
      { key: 'a', from: 'same', to: null },
      { key: 'b', from: 'same', to: null },
      { key: 'c', from: null, to: 'same' },
    ])
    expect(lines.map(({ action }) => action)).toEqual(['delete', 'delete', 'set'])
  })

  it('shows swapped names as two changes, because both keys stay', () => {
    const changes = [
      { key: 'a', from: '1', to: '2' },
      { key: 'b', from: '2', to: '1' },
    ]
    const swapped = new Map([
      ['a', 'b'],
      ['b', 'a'],
    ])
    expect(toChangeLines(changes, swapped).map(({ action }) => action)).toEqual([
      'change',
      'change',
    ])
  })
})
