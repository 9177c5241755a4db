import { describe, expect, it } from 'vitest'
import { findRowHints } from './row-hints'
import { loaded, row } from './testing/draft-rows'

const room = [
  { key: 'banner', value: '1' },
  { key: 'goal', value: '2' },
]
const banner = loaded('banner', '1')

describe('findRowHints', () => {
  it('says nothing about rows that show what the room has', () => {
    const silent = { isDuplicate: false, similarKey: null, remote: null }
    expect(findRowHints([banner, loaded('goal', '2')], room)).toEqual([silent, silent])
  })

  it('names both rows of a repeated key', () => {
    const hints = findRowHints([banner, row('banner', 'x')], room)
    expect(hints.map(({ isDuplicate }) => isDuplicate)).toEqual([true, true])
  })

  it('names keys that may be taken for each other, but not those of removed rows', () => {
    const similar = (rows: Parameters<typeof findRowHints>[0]) =>
      findRowHints(rows, room).map(({ similarKey }) => similarKey)
    expect(similar([banner, row('Banner', '')])).toEqual(['Banner', 'banner'])
    expect(similar([{ ...banner, removed: true }, row('Banner', '')])).toEqual([null, null])
    expect(similar([row('', ''), row(' ', '')])).toEqual([null, null])
  })

  it('tells an edit that others overtook from a row that only waits to follow the room', () => {
    const changed = [{ key: 'banner', value: 'theirs' }]
    const conflict = { key: 'banner', base: '1', theirs: 'theirs' }
    expect(findRowHints([banner], changed)[0]?.remote).toEqual({ conflict, isEdited: false })
    const edited = { ...banner, value: 'mine' }
    expect(findRowHints([edited], changed)[0]?.remote).toEqual({ conflict, isEdited: true })
  })

  it('tells that others deleted the entry', () => {
    const conflict = { key: 'banner', base: '1', theirs: null }
    expect(findRowHints([banner], [])[0]?.remote).toEqual({ conflict, isEdited: false })
  })
})
