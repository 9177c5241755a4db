import { describe, expect, it } from 'vitest'
import { entriesOf, replyOf, roomOf, roomsOf } from './wire'

describe('entriesOf', () => {
  it.each([
    ['an empty list', { Metadata: [] }],
    ['null for a list', { Metadata: null }],
    ['no list', {}],
    ['no response', undefined],
    ['null for a response', null],
  ])('takes %s for an empty room', (_, response) => {
    expect(entriesOf(response)).toEqual([])
  })

  it.each([
    ['a list of something else', { Metadata: ['a'] }],
    ['a value that is no text', { Metadata: [{ Key: 'a', Value: 1 }] }],
    ['a missing value', { Metadata: [{ Key: 'a' }] }],
    ['a map', { Metadata: { a: '1' } }],
    ['a list for a response', []],
    ['text for a response', 'Metadata'],
  ])('takes %s for nothing it can read, never for an empty room', (_, response) => {
    expect(entriesOf(response)).toBeNull()
  })

  it('sorts by key, whatever its name; the last of a repeated key counts', () => {
    const pairs = [
      ['b', '1'],
      ['__proto__', '2'],
      ['a', '3'],
      ['constructor', '4'],
      ['b', '5'],
    ]
    expect(entriesOf({ Metadata: pairs.map(([Key, Value]) => ({ Key, Value })) })).toEqual([
      { key: '__proto__', value: '2' },
      { key: 'a', value: '3' },
      { key: 'b', value: '5' },
      { key: 'constructor', value: '4' },
    ])
  })
})

describe('a room', () => {
  it('is read in our words: seconds become a time, an owner that came as a number is withheld', () => {
    const RoomInfo = '{"RoomId":"r/1","Owner_Account":144115233775727695,"CreateTime":1700000000}'
    expect(roomOf(JSON.parse(`{"RoomInfo":${RoomInfo}}`))).toEqual({
      id: 'r/1',
      slug: 'r~2F1',
      name: '',
      owner: null,
      category: [],
      views: 0,
      createdAt: '2023-11-14T22:13:20.000Z',
    })
  })

  it.each([
    { CreateTime: 0 },
    { CreateTime: -1 },
    { CreateTime: 1e300 },
    { CreateTime: '1700000000' },
    { RoomName: null, Category: 'music', ViewCount: '7', Owner_Account: {} },
  ])('is shown without what is odd in it: %j', (odd) => {
    const page = roomsOf({ Next: '', RoomList: [{ RoomId: 'a' }, { RoomId: 'b', ...odd }] })
    expect(page?.rooms.map(({ id, createdAt }) => [id, createdAt])).toEqual([
      ['a', null],
      ['b', null],
    ])
  })

  it('without an id is none', () => {
    expect(roomOf({ RoomInfo: { RoomName: 'x' } })).toBeNull()
    expect(roomOf(undefined)).toBeNull()
  })
})

it.each([[{ RoomList: null }], [{}], [undefined], [null]])(
  'an empty list may be %j',
  (response) => {
    expect(roomsOf(response)).toEqual({ rooms: [], next: '' })
  },
)

it('fields that only inform do not decide: a success stays one without them', () => {
  const odd = '{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":null,"RequestId":7}'
  expect(replyOf(odd)).toMatchObject({ ok: true, code: 0, info: '', requestId: '' })
})
