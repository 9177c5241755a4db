import { describe, expect, it } from 'vitest'
import { toRoomIds, toSearchText } from './room-input'

describe('what is pasted as a room id', () => {
  it.each([
    ['a trailing space', 'quiet-library '],
    ['a byte order mark', '\ufeffquiet-library'],
    ['a tab', 'quiet-library\t'],
    ['a zero-width space', 'quiet-library\u200b'],
    ['a no-break space', '\u00a0quiet-library'],
    ['an en dash', 'quiet–library'],
    ['a no-break hyphen', 'quiet\u2011library'],
    ['curly quotes', '“quiet-library”'],
    ['corner brackets', '「quiet-library」'],
    ['full-width letters', 'ｑｕｉｅｔ－ｌｉｂｒａｒｙ'],
    ['the address of the room', 'http://localhost:3103/rooms/quiet-library'],
    ['the address of its history', 'https://console.example/rooms/quiet-library/history?key=a'],
  ])('is understood with %s', (_, text) => {
    expect(toRoomIds(text)[0]).toBe('quiet-library')
  })

  it('is also offered as it is, if it can be an id', () => {
    expect(toRoomIds(' a')).toEqual(['a', ' a'])
    expect(toRoomIds(`"quoted" 'id'`)).toEqual([`"quoted" 'id'`])
    expect(toRoomIds('https://console.example/rooms/a~2Fb')).toEqual([
      'a/b',
      'https://console.example/rooms/a~2Fb',
    ])
  })

  it.each(['', '   ', '房间', 'x'.repeat(49)])('is no id: “%s”', (text) => {
    expect(toRoomIds(text)).toEqual([])
  })
})

describe('the text to search for', () => {
  it.each([
    ['Finals – part 1 ', 'Finals – part 1'],
    ['“Quoted” show', '“Quoted” show'],
    ['时装\u200b周', '时装周'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['https://console.example/rooms/a~2Fb', 'a/b'],
    ['https://console.example/rooms/~zz', 'https://console.example/rooms/~zz'],
  ])('of “%s” is “%s”', (text, search) => {
    expect(toSearchText(text)).toBe(search)
  })
})
