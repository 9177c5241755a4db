import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRoomId, parseSlug, toSlug } from './room-slug'

const roomId = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 48 }).filter(isRoomId)

describe('room slugs', () => {
  it('are reversible and need no URL encoding', () => {
    fc.assert(
      fc.property(roomId, (id) => {
        expect(parseSlug(toSlug(id))).toBe(id)
        expect(encodeURIComponent(toSlug(id))).toBe(toSlug(id))
      }),
    )
  })

  it('keep ordinary ids unchanged', () => {
    expect(toSlug('fashion-week_01')).toBe('fashion-week_01')
    expect(toSlug('a/b ~.')).toBe('a~2Fb~20~7E~2E')
  })

  it.each(['', '~41', '~2f', '~7F', '~1F', 'a.b', 'a%20b', '~', '~2', 'ä', 'a'.repeat(49)])(
    'refuse %j, which is no slug of a room id',
    (slug) => expect(parseSlug(slug)).toBeNull(),
  )
})

it('a room id has 1 to 48 bytes of printable ASCII', () => {
  expect(isRoomId('x'.repeat(48))).toBe(true)
  expect(isRoomId('x'.repeat(49))).toBe(false)
  expect(isRoomId('../?#%"\' ')).toBe(true)
  expect(isRoomId('')).toBe(false)
  expect(isRoomId('房')).toBe(false)
  expect(isRoomId('a\n')).toBe(false)
})
