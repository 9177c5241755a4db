import { expect, it } from 'vitest'
import { failureReply } from './testing/scripted-server'
import { callOptions, setUpClient } from './testing/test-client'

const sent = [
  { key: 'banner', value: 'v' },
  { key: 'banner_2', value: '房房' },
  { key: 'a', value: 'vvv' },
]

it.each([
  ['no key', 'too long', 'banner_2'],
  ['a key', 'value of "banner" is too long', 'banner'],
  ['a key that starts with another key', 'banner_2: too long', 'banner_2'],
  ['a word that is also a key', 'a value is too long', 'banner_2'],
  ['a key within a longer word', 'banners are too long', 'banner_2'],
])(
  'a value that is too long is attributed by a text that mentions %s',
  async (_, ErrorInfo, key) => {
    const { client, close } = await setUpClient(failureReply(100501, { ErrorInfo }))
    const result = await client.setMetadata('room', sent, callOptions())
    await close()
    const bytes = key === 'banner' ? 1 : 6
    expect(result.result === 'refused' && result.problem).toMatchObject({
      code: 'value.refused',
      details: {
        params: { bytes, info: ErrorInfo },
        entries: [{ key, at: 'value', code: 'value.refused', params: { bytes } }],
        engine: { code: 100501, requestId: 'Id-1' },
      },
    })
  },
)

it('a key that is too long is attributed to the longest key, in a delete too', async () => {
  const { client, close } = await setUpClient(failureReply(100504))
  const results = [
    await client.setMetadata('room', sent, callOptions()),
    await client.deleteMetadata('room', ['a', '房房房'], callOptions()),
  ]
  await close()
  const problemEntries = results.map(
    (result) => result.result === 'refused' && result.problem.details.entries,
  )
  expect(problemEntries).toEqual([
    [{ key: 'banner_2', at: 'key', code: 'key.refused', params: { bytes: 8 } }],
    [{ key: '房房房', at: 'key', code: 'key.refused', params: { bytes: 9 } }],
  ])
})

it('a value that is too long in a delete is attributed to no entry', async () => {
  const { client, close } = await setUpClient(failureReply(100501))
  const result = await client.deleteMetadata('room', ['a'], callOptions())
  await close()
  expect(result.result === 'refused' && result.problem.code).toBe('engine.refused')
  expect(result.result === 'refused' && result.problem.details.entries).toBeUndefined()
})

it('a limit of the whole room is attributed to no entry', async () => {
  const { client, close } = await setUpClient(failureReply(100500), failureReply(100502))
  for (const code of ['room.too-many-keys', 'room.too-many-bytes']) {
    const result = await client.setMetadata('room', sent, callOptions())
    expect(result.result === 'refused' && result.problem.code).toBe(code)
    expect(result.result === 'refused' && result.problem.details.entries).toBeUndefined()
  }
  await close()
})
