import { describe, expect, it } from 'vitest'
import {
  failureReply,
  metadataReply,
  noReply,
  startScriptedServer,
  successReply,
  usersigOf,
} from './testing/scripted-server'
import {
  callOptions,
  catchProblem,
  createTestClient,
  entries,
  SHORT_TIMINGS,
  setUpClient,
} from './testing/test-client'

describe('a call', () => {
  it('has the five query parameters, with a new random number each time', async () => {
    const { client, addresses, close } = await setUpClient(metadataReply)
    await client.readMetadata('room', callOptions())
    await client.readMetadata('room', callOptions())
    await close()
    const queries = addresses.map((address) => new URLSearchParams(address.split('?')[1]))
    expect([...(queries[0]?.keys() ?? [])]).toEqual([
      'sdkappid',
      'identifier',
      'usersig',
      'random',
      'contenttype',
    ])
    expect(addresses[0]?.split('?')[0]).toBe('/v4/live_engine_http_srv/get_room_metadata')
    const randoms = queries.map((query) => Number(query.get('random')))
    expect(randoms[0]).not.toBe(randoms[1])
    for (const random of randoms) expect(random >= 0 && random < 2 ** 32).toBe(true)
  })

  it('is a POST of JSON without compression', async () => {
    const seen: unknown[] = []
    const { client, close } = await setUpClient((request, response) => {
      const { method, headers } = request
      seen.push([method, headers['content-type'], headers['accept-encoding']])
      metadataReply(request, response)
    })
    await client.readMetadata('room', callOptions())
    await close()
    expect(seen).toEqual([['POST', 'application/json', 'identity']])
  })

  it('has the command and the body that the Live API documents', async () => {
    const { client, addresses, bodies, close } = await setUpClient(successReply({ Response: {} }))
    await client.listRooms({ cursor: '', count: 20 }, callOptions())
    await catchProblem(client.readRoom('r/1', callOptions()))
    await client.readMetadata('r/1', callOptions())
    await client.setMetadata('r/1', [{ key: 'a', value: '' }], callOptions())
    await client.deleteMetadata('r/1', ['a', '__proto__'], callOptions())
    await close()
    const commands = addresses.map((address) => address.split('?')[0]?.split('/').at(-1))
    expect(commands.map((command, index) => [command, bodies[index]])).toEqual([
      ['get_room_list', { Next: '', Count: 20 }],
      ['get_room_info', { RoomId: 'r/1' }],
      ['get_room_info', { RoomId: 'r/1' }],
      ['get_room_metadata', { RoomId: 'r/1', Keys: [] }],
      ['set_room_metadata', { RoomId: 'r/1', Metadata: [{ Key: 'a', Value: '' }] }],
      ['del_room_metadata', { RoomId: 'r/1', Keys: ['a', '__proto__'] }],
    ])
  })

  it('is never sent with an empty list or a repeated key', async () => {
    const { client, addresses, close } = await setUpClient(metadataReply)
    await expect(client.deleteMetadata('room', [], callOptions())).rejects.toThrow('empty')
    await expect(client.setMetadata('room', [], callOptions())).rejects.toThrow('empty')
    await expect(client.deleteMetadata('room', ['a', 'a'], callOptions())).rejects.toThrow('twice')
    const twice = [...entries, ...entries]
    await expect(client.setMetadata('room', twice, callOptions())).rejects.toThrow('twice')
    await close()
    expect(addresses).toEqual([])
  })

  it('reports each attempt with its error code and RequestId', async () => {
    const { client, attempts, close } = await setUpClient(failureReply(60007), metadataReply)
    await client.setMetadata('room', entries, callOptions())
    await close()
    const common = {
      command: 'set_room_metadata',
      ref: 'ref',
      ms: expect.any(Number),
      clock: expect.anything(),
    }
    expect(attempts).toEqual([
      { ...common, attempt: 1, class: 'rate', code: 60007, requestId: 'Id-1' },
      { ...common, attempt: 2, class: 'ok', code: 0, requestId: 'Id-2' },
    ])
  })

  it('is sent again with a new signature if its signature is refused', async () => {
    const server = await startScriptedServer([failureReply(70001), metadataReply])
    const { client, close } = createTestClient(server, { isTicking: true })
    const result = await client.setMetadata('room', entries, callOptions(600_000))
    await close()
    expect(result.result).toBe('accepted')
    expect(new Set(server.addresses.map(usersigOf)).size).toBe(2)
  })
})

describe('a success with an unexpected shape', () => {
  it('is read once more and never shown as an empty room', async () => {
    const { client, attempts, addresses, close } = await setUpClient(
      successReply({ Response: { Metadata: {} } }),
    )
    const problem = await catchProblem(client.readMetadata('room', callOptions()))
    await close()
    expect([problem.code, addresses.length]).toEqual(['engine.garbled', 2])
    expect(problem.details.engine).toEqual({ code: 0, requestId: 'Id-2' })
    expect(attempts.map((attempt) => attempt.class)).toEqual(['garbled', 'garbled'])
  })

  it('counts as a success for a write, which has no content to parse', async () => {
    const { client, close } = await setUpClient(successReply({ Response: [] }))
    expect((await client.setMetadata('room', entries, callOptions())).result).toBe('accepted')
    await close()
  })
})

describe('the deadline', () => {
  it('prevents an attempt that would have too little time', async () => {
    const { client, addresses, close } = await setUpClient(metadataReply)
    const late = callOptions(5)
    const result = await client.setMetadata('room', entries, late)
    const { code } = await catchProblem(client.readMetadata('room', late))
    await close()
    expect(result.result === 'refused' && result.problem.code).toBe('save.out-of-time')
    expect([code, addresses.length]).toEqual(['save.out-of-time', 0])
  })

  it('shortens an attempt and prevents a second one', async () => {
    const server = await startScriptedServer([noReply])
    // Without the deadline the attempt would outlast the test.
    const timings = { ...SHORT_TIMINGS, attemptMs: 60_000 }
    const { client, addresses, close } = {
      ...createTestClient(server, { timings }),
      ...server,
      close: server.close,
    }
    const call = callOptions(150)
    const { code } = await catchProblem(client.readMetadata('room', call))
    await close()
    expect([code, addresses.length]).toEqual(['engine.no-answer', 1])
  })

  it('prevents a retry instead of shortening its pause', async () => {
    const server = await startScriptedServer([failureReply(60007)])
    const timings = { ...SHORT_TIMINGS, longPauseMs: 60_000, maxPauseMs: 60_000 }
    const { client, close } = createTestClient(server, { timings })
    const result = await client.setMetadata('room', entries, callOptions())
    await close()
    expect(result.result === 'refused' && result.problem.code).toBe('engine.busy')
    expect(server.addresses).toHaveLength(1)
  })
})

it('reports when the last attempt of an unknown write started', async () => {
  const { client, close } = await setUpClient(noReply)
  const before = performance.now()
  const result = await client.setMetadata('room', entries, callOptions())
  await close()
  expect(result.result === 'unknown' && result.startedAt).toBeGreaterThanOrEqual(before)
  expect(result.result === 'unknown' && result.startedAt).toBeLessThanOrEqual(
    performance.now() - 200,
  )
})
