import { describe, expect, it } from 'vitest'
import { changeOf } from '@/lib/shared/changes/testing/change'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { groupByKey } from './key-groups'

const changeKey = (key: string, to: string): KeyChange => ({ key, from: null, to })
const change = (id: string, key: string, edit: Parameters<typeof changeOf>[1] = {}) =>
  changeOf([changeKey(key, id)], { id, ...edit })
const shape = (...list: ReturnType<typeof change>[]) =>
  groupByKey(list, true).map(({ shown, folded }) =>
    [shown.id, ...folded.map(({ id }) => id)].join(' '),
  )

describe('changes in a row', () => {
  it('of one key are grouped behind the newest', () => {
    expect(shape(change('3', 'a'), change('2', 'a'), change('1', 'a'))).toEqual(['3 2 1'])
  })

  it('of one key are not grouped across another change, nor if there are only two', () => {
    const list = ['6', '5'].map((id) => change(id, 'a'))
    const earlier = ['3', '2', '1'].map((id) => change(id, 'a'))
    expect(shape(...list, change('4', 'b'), ...earlier)).toEqual(['6', '5', '4', '3 2 1'])
  })

  it('of different rooms or people’s notes are listed one by one', () => {
    const rooms = ['r1', 'r2', 'r1'].map((room, index) => change(`${index}`, 'a', { room }))
    expect(shape(...rooms)).toEqual(['0', '1', '2'])
    const notes = ['2', '1', '0'].map((id) => change(id, 'a', { note: 'why' }))
    expect(shape(...notes)).toEqual(['2', '1', '0'])
  })

  it('that need attention or wrote several keys are listed one by one', () => {
    const outcomes = (['partial', 'not-applied', 'unknown'] as const).map((outcome) =>
      change(outcome, 'a', { outcome }),
    )
    expect(shape(...outcomes)).toEqual(['partial', 'not-applied', 'unknown'])
    const several = ['2', '1', '0'].map((id) =>
      changeOf([changeKey('a', id), changeKey('b', id)], { id }),
    )
    expect(shape(...several)).toEqual(['2', '1', '0'])
  })

  it('keep their order and are all there, grouped or not', () => {
    const list = ['5', '4', '3', '2', '1'].map((id, index) => change(id, index < 3 ? 'a' : 'b'))
    const ids = (isEnabled: boolean) =>
      groupByKey(list, isEnabled).flatMap(({ shown, folded }) => [shown, ...folded])
    expect(ids(true)).toEqual(list)
    expect(ids(false)).toEqual(list)
    expect(groupByKey(list, false).every(({ folded }) => folded.length === 0)).toBe(true)
  })
})
