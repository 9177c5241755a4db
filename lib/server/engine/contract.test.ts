import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Entry } from '@/lib/shared/metadata/entry'
import { createEngineClient } from './client'
import { type ContractTarget, openContractTarget } from './testing/contract-target'
import type { WriteResult } from './write-result'

/** What the console needs from a server of the Live API: the emulator or the Live service. */
let target: ContractTarget
const call = () => ({
  deadline: performance.now() + 10_000,
  ref: 'contract',
  requester: 'contract',
})

beforeAll(async () => {
  target = await openContractTarget()
})
afterAll(() => target.close())

const createRoom = (id?: string, more?: object) => target.createRoom(id, more)
const set = (room: string, entries: Entry[]) => target.client.setMetadata(room, entries, call())
const read = (room: string) => target.client.readMetadata(room, call())
const codeOf = (result: WriteResult) =>
  result.result === 'refused' ? result.problem.code : result.result
const sixteenKibibytes = () =>
  Array.from({ length: 8 }, (_, index) => ({ key: `k${index}`, value: 'v'.repeat(2048) }))

describe('metadata', () => {
  it('is empty at first, in each of the three shapes of the reply', async () => {
    const room = await createRoom()
    for (let i = 0; i < 3; i++) expect(await read(room)).toEqual([])
  })

  it('is merged by key, read by key, and deleted by key', async () => {
    const room = await createRoom()
    expect(
      codeOf(
        await set(room, [
          { key: 'b', value: '1' },
          { key: 'a', value: '2' },
        ]),
      ),
    ).toBe('accepted')
    expect(codeOf(await set(room, [{ key: 'b', value: '3' }]))).toBe('accepted')
    expect(await read(room)).toEqual([
      { key: 'a', value: '2' },
      { key: 'b', value: '3' },
    ])
    expect(codeOf(await target.client.deleteMetadata(room, ['a', 'missing'], call()))).toBe(
      'accepted',
    )
    expect(await read(room)).toEqual([{ key: 'b', value: '3' }])
    expect(codeOf(await target.client.deleteMetadata(room, ['a'], call()))).toBe('room.keys-gone')
  })

  it.each<[string, Entry[]]>([
    [
      'keys that are special in JavaScript',
      [
        { key: '__proto__', value: 'x' },
        { key: 'constructor', value: 'y' },
      ],
    ],
    [
      'keys that differ by case or a space',
      [
        { key: 'A', value: '1' },
        { key: 'a', value: '2' },
        { key: 'a ', value: '3' },
      ],
    ],
    [
      'keys that differ by Unicode normalisation',
      [
        { key: 'e\u0301', value: '1' },
        { key: 'é', value: '2' },
      ],
    ],
    ['Chinese, emoji and joined emoji', [{ key: '横幅 👨‍👩‍👧‍👦', value: '房😀👨‍👩‍👧‍👦' }]],
    ['line breaks, tabs and spaces', [{ key: 'text', value: ' a\r\nb\n\tc ' }]],
    ['text that looks like code', [{ key: 'code', value: '</script>{{7*7}}=cmd()\u2028"\\' }]],
    ['an empty value', [{ key: 'empty', value: '' }]],
  ])('is returned byte for byte (%s)', async (_, entries) => {
    const room = await createRoom()
    expect(codeOf(await set(room, entries))).toBe('accepted')
    expect(await read(room)).toEqual(entries)
  })
})

describe('the limit', () => {
  it.each([
    ['ASCII', 'v'.repeat(2048)],
    ['Chinese', `${'房'.repeat(682)}ab`],
    ['emoji', '😀'.repeat(512)],
    ['joined emoji', `${'👨‍👩‍👧‍👦'.repeat(81)}${'v'.repeat(23)}`],
  ])('of a value is 2,048 bytes (%s)', async (_, value) => {
    const room = await createRoom()
    expect(codeOf(await set(room, [{ key: 'a', value }]))).toBe('accepted')
    expect(codeOf(await set(room, [{ key: 'a', value: `${value}v` }]))).toBe('value.refused')
  })

  it.each([
    ['ASCII', 'k'.repeat(50)],
    ['Chinese', `${'房'.repeat(16)}ab`],
    ['emoji', `${'😀'.repeat(12)}ab`],
  ])('of a key is 50 bytes (%s)', async (_, key) => {
    const room = await createRoom()
    expect(codeOf(await set(room, [{ key, value: '' }]))).toBe('accepted')
    expect(codeOf(await set(room, [{ key: `${key}k`, value: '' }]))).toBe('key.refused')
  })

  it('of all values is 16,384 bytes after the merge', async () => {
    const room = await createRoom()
    expect(codeOf(await set(room, sixteenKibibytes()))).toBe('accepted')
    expect(codeOf(await set(room, [{ key: 'x', value: 'v' }]))).toBe('room.too-many-bytes')
    expect(codeOf(await set(room, [{ key: 'x', value: '' }]))).toBe('accepted')
  })

  it('of keys is ten after the merge', async () => {
    const room = await createRoom()
    const ten = Array.from({ length: 10 }, (_, index) => ({ key: `k${index}`, value: '' }))
    expect(codeOf(await set(room, ten))).toBe('accepted')
    expect(codeOf(await set(room, [{ key: 'one more', value: '' }]))).toBe('room.too-many-keys')
    expect(await read(room)).toHaveLength(10)
  })

  it('of keys is ten in one request', async () => {
    const room = await createRoom()
    const eleven = Array.from({ length: 11 }, (_, index) => ({ key: `k${index}`, value: '' }))
    expect(codeOf(await set(room, eleven))).toBe('room.too-many-keys')
    expect(await read(room)).toEqual([])
  })

  it('of a room id is 48 bytes', async () => {
    const room = await createRoom(`contract-${randomUUID()}`.padEnd(48, 'x'))
    expect((await target.client.readRoom(room, call())).id).toBe(room)
    const refused = expect.objectContaining({ code: 'engine.rejected' })
    await expect(target.client.readRoom(`${room}x`, call())).rejects.toEqual(refused)
  })
})

describe('a room', () => {
  it.each(['a/b', '..', 'a?b', 'a#b', '50%', '~', 'a b', `"'`])(
    'can have %j in its id',
    async (part) => {
      const room = await createRoom(`${part}-${randomUUID().slice(0, 8)}`)
      await set(room, [{ key: 'a', value: '1' }])
      expect(await read(room)).toEqual([{ key: 'a', value: '1' }])
      expect((await target.client.readRoom(room, call())).id).toBe(room)
    },
  )

  it('that does not exist is gone for every command', async () => {
    const room = `never-${randomUUID()}`
    const gone = expect.objectContaining({ code: 'room.gone' })
    await expect(read(room)).rejects.toEqual(gone)
    await expect(target.client.readRoom(room, call())).rejects.toEqual(gone)
    expect(codeOf(await set(room, [{ key: 'a', value: '1' }]))).toBe('room.gone')
    expect(codeOf(await target.client.deleteMetadata(room, ['a'], call()))).toBe('room.gone')
  })

  it('is listed if it is public and found by its id if it is not', async () => {
    const shown = await createRoom()
    const hidden = await createRoom(undefined, { IsPublicVisible: false })
    const listed: string[] = []
    let cursor = ''
    do {
      const page = await target.client.listRooms({ cursor, count: 20 }, call())
      expect(page.rooms.length).toBeLessThanOrEqual(20)
      listed.push(...page.rooms.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== '')
    expect(listed).toContain(shown)
    expect(listed).not.toContain(hidden)
    expect((await target.client.readRoom(hidden, call())).id).toBe(hidden)
  })
})

it('reports a wrong secret as a misconfiguration', async () => {
  const client = createEngineClient({ ...target.settings, secretKey: 'not the key' })
  const room = await createRoom()
  const problem = await client.readMetadata(room, call()).catch((error: unknown) => error)
  await client.close()
  expect(problem).toBeInstanceOf(Problem)
  expect((problem as Problem).code).toBe('console.misconfigured')
})
