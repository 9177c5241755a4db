import { expect, it } from 'vitest'
import { fails } from './testing/scripted-server'
import { call, setUp } from './testing/set-up'

const sent = [
  { key: 'banner', value: 'v' },
  { key: 'banner_2', value: '房房' },
  { key: 'a', value: 'vvv' },
]

it.each([
  ['nothing', 'too long', 'banner_2'],
  ['a key', 'value of "banner" is too long', 'banner'],
  ['a key that another begins with', 'banner_2: too long', 'banner_2'],
  ['a word that is a key by chance', 'a value is too long', 'banner_2'],
  ['a key inside another word', 'banners are too long', 'banner_2'],
])('a value the engine finds too long: it names %s', async (_, ErrorInfo, key) => {
  const { client, close } = await setUp(fails(100501, { ErrorInfo }))
  const result = await client.setMetadata('room', sent, call())
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
})

it('a key the engine finds too long is the longest, in a delete too', async () => {
  const { client, close } = await setUp(fails(100504))
  const results = [
    await client.setMetadata('room', sent, call()),
    await client.deleteMetadata('room', ['a', '房房房'], call()),
  ]
  await close()
  const entriesOf = results.map(
    (result) => result.result === 'refused' && result.problem.details.entries,
  )
  expect(entriesOf).toEqual([
    [{ key: 'banner_2', at: 'key', code: 'key.refused', params: { bytes: 8 } }],
    [{ key: '房房房', at: 'key', code: 'key.refused', params: { bytes: 9 } }],
  ])
})

it('a value the engine finds too long in a delete is none of the operator’s', async () => {
  const { client, close } = await setUp(fails(100501))
  const result = await client.deleteMetadata('room', ['a'], call())
  await close()
  expect(result.result === 'refused' && result.problem.code).toBe('engine.refused')
  expect(result.result === 'refused' && result.problem.details.entries).toBeUndefined()
})

it('limits of the whole room point at no entry', async () => {
  const { client, close } = await setUp(fails(100500), fails(100502))
  for (const code of ['room.too-many-keys', 'room.too-many-bytes']) {
    const result = await client.setMetadata('room', sent, call())
    expect(result.result === 'refused' && result.problem.code).toBe(code)
    expect(result.result === 'refused' && result.problem.details.entries).toBeUndefined()
  }
  await close()
})
