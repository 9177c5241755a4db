import { describe, expect, it } from 'vitest'
import { fails, okay, scriptedServer, stalls, succeeds, usersigOf } from './testing/scripted-server'
import { call, clientOf, entries, problemFrom, QUICK, setUp } from './testing/set-up'

describe('a call', () => {
  it('has the five query parameters, each call a random number of its own', async () => {
    const { client, addresses, close } = await setUp(succeeds)
    await client.readMetadata('room', call())
    await client.readMetadata('room', call())
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

  it('is a POST of JSON that asks for no compression', async () => {
    const seen: unknown[] = []
    const { client, close } = await setUp((request, response) => {
      const { method, headers } = request
      seen.push([method, headers['content-type'], headers['accept-encoding']])
      succeeds(request, response)
    })
    await client.readMetadata('room', call())
    await close()
    expect(seen).toEqual([['POST', 'application/json', 'identity']])
  })

  it('says what the contract asks for', async () => {
    const { client, addresses, bodies, close } = await setUp(okay({ Response: {} }))
    await client.listRooms({ cursor: '', count: 20 }, call())
    await problemFrom(client.readRoom('r/1', call()))
    await client.readMetadata('r/1', call())
    await client.setMetadata('r/1', [{ key: 'a', value: '' }], call())
    await client.deleteMetadata('r/1', ['a', '__proto__'], call())
    await close()
    const commands = addresses.map((address) => address.split('?')[0]?.split('/').at(-1))
    expect(commands.map((command, at) => [command, bodies[at]])).toEqual([
      ['get_room_list', { Next: '', Count: 20 }],
      ['get_room_info', { RoomId: 'r/1' }],
      ['get_room_info', { RoomId: 'r/1' }],
      ['get_room_metadata', { RoomId: 'r/1', Keys: [] }],
      ['set_room_metadata', { RoomId: 'r/1', Metadata: [{ Key: 'a', Value: '' }] }],
      ['del_room_metadata', { RoomId: 'r/1', Keys: ['a', '__proto__'] }],
    ])
  })

  it('is never made with an empty list or a key twice', async () => {
    const { client, addresses, close } = await setUp(succeeds)
    await expect(client.deleteMetadata('room', [], call())).rejects.toThrow('empty')
    await expect(client.setMetadata('room', [], call())).rejects.toThrow('empty')
    await expect(client.deleteMetadata('room', ['a', 'a'], call())).rejects.toThrow('twice')
    const twice = [...entries, ...entries]
    await expect(client.setMetadata('room', twice, call())).rejects.toThrow('twice')
    await close()
    expect(addresses).toEqual([])
  })

  it('is told attempt by attempt, with the engine’s words and nothing else', async () => {
    const { client, events, close } = await setUp(fails(60007), succeeds)
    await client.setMetadata('room', entries, call())
    await close()
    const common = {
      command: 'set_room_metadata',
      ref: 'ref',
      ms: expect.any(Number),
      clock: expect.anything(),
    }
    expect(events).toEqual([
      { ...common, attempt: 1, class: 'rate', code: 60007, requestId: 'Id-1' },
      { ...common, attempt: 2, class: 'ok', code: 0, requestId: 'Id-2' },
    ])
  })

  it('refused for its signature goes out again with a new one', async () => {
    const server = await scriptedServer([fails(70001), succeeds])
    const { client, close } = clientOf(server, { ticking: true })
    const deadline = Date.now() + 600_000
    const result = await client.setMetadata('room', entries, { deadline, ref: 'ref', by: 'p' })
    await close()
    expect(result.result).toBe('accepted')
    expect(new Set(server.addresses.map(usersigOf)).size).toBe(2)
  })
})

describe('a success that does not hold what was asked for', () => {
  it('is asked for once more, and never shown as an empty room', async () => {
    const { client, events, addresses, close } = await setUp(okay({ Response: { Metadata: {} } }))
    const problem = await problemFrom(client.readMetadata('room', call()))
    await close()
    expect([problem.code, addresses.length]).toEqual(['engine.garbled', 2])
    expect(problem.details.engine).toEqual({ code: 0, requestId: 'Id-2' })
    expect(events.map((event) => event.class)).toEqual(['garbled', 'garbled'])
  })

  it('is a success all the same for a write, which asks for nothing', async () => {
    const { client, close } = await setUp(okay({ Response: [] }))
    expect((await client.setMetadata('room', entries, call())).result).toBe('accepted')
    await close()
  })
})

describe('the deadline', () => {
  it('too near for an attempt: nothing is asked', async () => {
    const { client, addresses, close } = await setUp(succeeds)
    const late = { deadline: Date.now() + 5, ref: 'ref', by: 'p' }
    const result = await client.setMetadata('room', entries, late)
    const { code } = await problemFrom(client.readMetadata('room', late))
    await close()
    expect(result.result === 'refused' && result.problem.code).toBe('save.out-of-time')
    expect([code, addresses.length]).toEqual(['save.out-of-time', 0])
  })

  it('cuts an attempt short, and leaves no second one without its least time', async () => {
    const server = await scriptedServer([stalls])
    const timings = { ...QUICK, attempt: 60_000 }
    const { client, addresses, close } = {
      ...clientOf(server, { timings }),
      ...server,
      close: server.close,
    }
    const startedAt = Date.now()
    const { code } = await problemFrom(
      client.readMetadata('room', { deadline: startedAt + 150, ref: 'ref', by: 'p' }),
    )
    await close()
    expect([code, addresses.length]).toEqual(['engine.no-answer', 1])
    expect(Date.now() - startedAt).toBeLessThan(5_000)
  })

  it('leaves no attempt whose pause it does not hold: the engine is not hurried', async () => {
    const server = await scriptedServer([fails(60007)])
    const timings = { ...QUICK, long: 60_000, longest: 60_000 }
    const { client, close } = clientOf(server, { timings })
    const result = await client.setMetadata('room', entries, call())
    await close()
    expect(result.result === 'refused' && result.problem.code).toBe('engine.busy')
    expect(server.addresses).toHaveLength(1)
  })
})

it('an unknown write tells when its last attempt began', async () => {
  const { client, close } = await setUp(stalls)
  const before = Date.now()
  const result = await client.setMetadata('room', entries, call())
  await close()
  expect(result.result === 'unknown' && result.startedAt).toBeGreaterThanOrEqual(before)
  expect(result.result === 'unknown' && result.startedAt).toBeLessThanOrEqual(Date.now() - 200)
})
