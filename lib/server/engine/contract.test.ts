import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Entry } from '@/lib/shared/metadata/entry'
import { createEngineClient } from './client'
import { type ContractEngine, contractEngine } from './testing/contract-engine'
import type { WriteResult } from './write-result'

/** What the console relies on, asked of a server of the contract. */
let engine: ContractEngine
const call = () => ({ deadline: Date.now() + 10_000, ref: 'contract', by: 'contract' })

beforeAll(async () => {
  engine = await contractEngine()
})
afterAll(() => engine.close())

const makeRoom = (id?: string, more?: object) => engine.makeRoom(id, more)
const set = (room: string, entries: Entry[]) => engine.client.setMetadata(room, entries, call())
const read = (room: string) => engine.client.readMetadata(room, call())
const codeOf = (result: WriteResult) =>
  result.result === 'refused' ? result.problem.code : result.result
const fullRoom = () =>
  Array.from({ length: 8 }, (_, at) => ({ key: `k${at}`, value: 'v'.repeat(2048) }))

describe('metadata of a room', () => {
  it('is empty at first, in each of the three ways of saying so', async () => {
    const room = await makeRoom()
    for (let i = 0; i < 3; i++) expect(await read(room)).toEqual([])
  })

  it('is merged by key, read by key, and deleted by key', async () => {
    const room = await makeRoom()
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
    expect(codeOf(await engine.client.deleteMetadata(room, ['a', 'never there'], call()))).toBe(
      'accepted',
    )
    expect(await read(room)).toEqual([{ key: 'b', value: '3' }])
    expect(codeOf(await engine.client.deleteMetadata(room, ['a'], call()))).toBe('room.keys-gone')
  })

  it.each<[string, Entry[]]>([
    [
      'names that are special elsewhere',
      [
        { key: '__proto__', value: 'x' },
        { key: 'constructor', value: 'y' },
      ],
    ],
    [
      'keys that differ by case or a blank',
      [
        { key: 'A', value: '1' },
        { key: 'a', value: '2' },
        { key: 'a ', value: '3' },
      ],
    ],
    [
      'keys that differ by their accents’ form',
      [
        { key: 'e\u0301', value: '1' },
        { key: 'é', value: '2' },
      ],
    ],
    ['Chinese, emoji and joined emoji', [{ key: '横幅 👨‍👩‍👧‍👦', value: '房😀👨‍👩‍👧‍👦' }]],
    ['line ends, tabs and blanks', [{ key: 'text', value: ' a\r\nb\n\tc ' }]],
    ['text that looks like code', [{ key: 'code', value: '</script>{{7*7}}=cmd()\u2028"\\' }]],
    ['an empty value', [{ key: 'empty', value: '' }]],
  ])('comes back byte for byte: %s', async (_, entries) => {
    const room = await makeRoom()
    expect(codeOf(await set(room, entries))).toBe('accepted')
    expect(await read(room)).toEqual(entries)
  })
})

describe('a limit of the engine', () => {
  it.each([
    ['ASCII', 'v'.repeat(2048)],
    ['Chinese', `${'房'.repeat(682)}ab`],
    ['emoji', '😀'.repeat(512)],
    ['joined emoji', `${'👨‍👩‍👧‍👦'.repeat(81)}${'v'.repeat(23)}`],
  ])('is 2,048 bytes for a value in %s', async (_, value) => {
    const room = await makeRoom()
    expect(codeOf(await set(room, [{ key: 'a', value }]))).toBe('accepted')
    expect(codeOf(await set(room, [{ key: 'a', value: `${value}v` }]))).toBe('value.refused')
  })

  it.each([
    ['ASCII', 'k'.repeat(50)],
    ['Chinese', `${'房'.repeat(16)}ab`],
    ['emoji', `${'😀'.repeat(12)}ab`],
  ])('is 50 bytes for a key in %s', async (_, key) => {
    const room = await makeRoom()
    expect(codeOf(await set(room, [{ key, value: '' }]))).toBe('accepted')
    expect(codeOf(await set(room, [{ key: `${key}k`, value: '' }]))).toBe('key.refused')
  })

  it('is 16,384 bytes for all values after the merge', async () => {
    const room = await makeRoom()
    expect(codeOf(await set(room, fullRoom()))).toBe('accepted')
    expect(codeOf(await set(room, [{ key: 'x', value: 'v' }]))).toBe('room.too-many-bytes')
    expect(codeOf(await set(room, [{ key: 'x', value: '' }]))).toBe('accepted')
  })

  it('is ten keys after the merge', async () => {
    const room = await makeRoom()
    const ten = Array.from({ length: 10 }, (_, at) => ({ key: `k${at}`, value: '' }))
    expect(codeOf(await set(room, ten))).toBe('accepted')
    expect(codeOf(await set(room, [{ key: 'one more', value: '' }]))).toBe('room.too-many-keys')
    expect(await read(room)).toHaveLength(10)
  })

  it('is ten keys in one request', async () => {
    const room = await makeRoom()
    const eleven = Array.from({ length: 11 }, (_, at) => ({ key: `k${at}`, value: '' }))
    expect(codeOf(await set(room, eleven))).toBe('room.too-many-keys')
    expect(await read(room)).toEqual([])
  })

  it('is 48 bytes for the id of a room', async () => {
    const room = await makeRoom(`contract-${randomUUID()}`.padEnd(48, 'x'))
    expect((await engine.client.readRoom(room, call())).id).toBe(room)
    const refused = expect.objectContaining({ code: 'engine.refused' })
    await expect(engine.client.readRoom(`${room}x`, call())).rejects.toEqual(refused)
  })
})

describe('a room', () => {
  it.each(['a/b', '..', 'a?b', 'a#b', '50%', '~', 'a b', `"'`])(
    'with %j in its id is addressed safely',
    async (part) => {
      const room = await makeRoom(`${part}-${randomUUID().slice(0, 8)}`)
      await set(room, [{ key: 'a', value: '1' }])
      expect(await read(room)).toEqual([{ key: 'a', value: '1' }])
      expect((await engine.client.readRoom(room, call())).id).toBe(room)
    },
  )

  it('that never was is gone, for every command', async () => {
    const room = `never-${randomUUID()}`
    const gone = expect.objectContaining({ code: 'room.gone' })
    await expect(read(room)).rejects.toEqual(gone)
    await expect(engine.client.readRoom(room, call())).rejects.toEqual(gone)
    expect(codeOf(await set(room, [{ key: 'a', value: '1' }]))).toBe('room.gone')
    expect(codeOf(await engine.client.deleteMetadata(room, ['a'], call()))).toBe('room.gone')
  })

  it('is listed when it is public and found by its id when it is not', async () => {
    const shown = await makeRoom()
    const hidden = await makeRoom(undefined, { IsPublicVisible: false })
    const listed: string[] = []
    let cursor = ''
    do {
      const page = await engine.client.listRooms({ cursor, count: 20 }, call())
      expect(page.rooms.length).toBeLessThanOrEqual(20)
      listed.push(...page.rooms.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== '')
    expect(listed).toContain(shown)
    expect(listed).not.toContain(hidden)
    expect((await engine.client.readRoom(hidden, call())).id).toBe(hidden)
  })
})

it('a wrong secret is a matter for an administrator, and nothing is sent again and again', async () => {
  const stranger = createEngineClient({ ...engine.settings, secretKey: 'not the key' })
  const room = await makeRoom()
  const problem = await stranger.readMetadata(room, call()).catch((error: unknown) => error)
  await stranger.close()
  expect(problem).toBeInstanceOf(Problem)
  expect((problem as Problem).code).toBe('console.misconfigured')
})
