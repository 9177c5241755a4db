import { describe, expect, it } from 'vitest'
import { parseEntries, parseReply, parseRoom, parseRoomList } from './wire'

describe('parseEntries', () => {
  it.each([
    ['an empty list', { Metadata: [] }],
    ['null for a list', { Metadata: null }],
    ['no list', {}],
    ['no response', undefined],
    ['null for a response', null],
  ])('reads %s as an empty room', (_, response) => {
    expect(parseEntries(response)).toEqual([])
  })

  it.each([
    ['a list of something else', { Metadata: ['a'] }],
    ['a value that is not a string', { Metadata: [{ Key: 'a', Value: 1 }] }],
    ['a missing value', { Metadata: [{ Key: 'a' }] }],
    ['a map', { Metadata: { a: '1' } }],
    ['a list for a response', []],
    ['a string for a response', 'Metadata'],
  ])('rejects %s instead of reading it as an empty room', (_, response) => {
    expect(parseEntries(response)).toBeNull()
  })

  it('sorts by key and keeps the last value of a repeated key', () => {
    const pairs = [
      ['b', '1'],
      ['__proto__', '2'],
      ['a', '3'],
      ['constructor', '4'],
      ['b', '5'],
    ]
    expect(parseEntries({ Metadata: pairs.map(([Key, Value]) => ({ Key, Value })) })).toEqual([
      { key: '__proto__', value: '2' },
      { key: 'a', value: '3' },
      { key: 'b', value: '5' },
      { key: 'constructor', value: '4' },
    ])
  })
})

describe('parseRoom and parseRoomList', () => {
  it('convert seconds to a time and drop an owner that is a number', () => {
    const RoomInfo = '{"RoomId":"r/1","Owner_Account":144115233775727695,"CreateTime":1700000000}'
    expect(parseRoom(JSON.parse(`{"RoomInfo":${RoomInfo}}`))).toEqual({
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
  ])('drop only the odd fields of a room: %j', (odd) => {
    const page = parseRoomList({ Next: '', RoomList: [{ RoomId: 'a' }, { RoomId: 'b', ...odd }] })
    expect(page?.rooms.map(({ id, createdAt }) => [id, createdAt])).toEqual([
      ['a', null],
      ['b', null],
    ])
  })

  it('reject a room without an id', () => {
    expect(parseRoom({ RoomInfo: { RoomName: 'x' } })).toBeNull()
    expect(parseRoom(undefined)).toBeNull()
  })
})

it.each([[{ RoomList: null }], [{}], [undefined], [null]])(
  'parseRoomList reads %j as an empty list',
  (response) => {
    expect(parseRoomList(response)).toEqual({ rooms: [], next: '' })
  },
)

it('parseReply accepts a success whose informative fields are odd', () => {
  const odd = '{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":null,"RequestId":7}'
  expect(parseReply(odd)).toMatchObject({ ok: true, code: 0, info: '', requestId: '' })
})
