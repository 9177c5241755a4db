import { describe, expect, it } from 'vitest'
import { createEngineClient } from '../client'
import {
  failureReply,
  metadataReply,
  type ReplyHandler,
  resetConnection,
  startScriptedServer,
  successReply,
} from '../testing/scripted-server'
import { app, callOptions, catchProblem, entries, SHORT_TIMINGS } from '../testing/test-client'
import type { HoldReason } from './call-guard'

/**
 * A client whose guard has a clock that `advance` moves forward; `held` lists what held calls back.
 */
async function setUp(...handlers: ReplyHandler[]) {
  const server = await startScriptedServer(handlers)
  let time = 100_000
  const held: HoldReason[] = []
  const clock = () => time + performance.now()
  const call = () => ({ ...callOptions(), deadline: clock() + 5_000 })
  const client = createEngineClient(
    { ...app, url: server.url },
    {
      timings: SHORT_TIMINGS,
      clock,
      onHeld: (_, by) => held.push(by),
    },
  )
  // Fills the token buckets, so that no call waits in the queue.
  time += 10_000
  return {
    client,
    held,
    countCalls: () => server.addresses.length,
    advance: (ms: number) => (time += ms),
    call,
    read: () => client.readMetadata('room', call()),
    save: () => client.setMetadata('room', entries, { ...call(), isSaveInFlight: true }),
    async close() {
      await client.close()
      await server.close()
    },
  }
}

describe('background calls', () => {
  const background = { isBackground: true }

  it('are not retried, and their faults do not open the circuit breaker', async () => {
    const { client, call, countCalls, advance, close } = await setUp(resetConnection)
    for (let i = 0; i < 30; i++) {
      await catchProblem(client.readMetadata('room', { ...call(), ...background }))
      advance(500)
    }
    expect(countCalls()).toBe(30)
    expect(client.guard.state().breaker).toMatchObject({ open: false, calls: 0 })
    await close()
  })
})

describe('with an open circuit breaker', () => {
  /** At most twenty calls, with a few retries from the budget, open the breaker. */
  async function setUpOpenBreaker() {
    const parts = await setUp(resetConnection)
    for (let i = 0; parts.client.guard.state().breaker.open === false && i < 20; i++) {
      await catchProblem(parts.read())
      parts.advance(500)
    }
    return parts
  }

  it('leaves the probe to people', async () => {
    const { client, call, advance, countCalls, close } = await setUpOpenBreaker()
    advance(6_000)
    const before = countCalls()
    const read = client.readMetadata('room', { ...call(), isBackground: true })
    expect((await catchProblem(read)).code).toBe('engine.paused')
    expect(countCalls()).toBe(before)
    await close()
  })

  it('refuses a read at once and says how long calls are paused', async () => {
    const { read, countCalls, held, close } = await setUpOpenBreaker()
    const before = countCalls()
    held.length = 0
    const problem = await catchProblem(read())
    await close()
    expect(problem.code).toBe('engine.paused')
    expect([1, 2, 3, 4, 5]).toContain(problem.details.params?.seconds)
    expect([countCalls() - before, held]).toEqual([0, ['breaker']])
  })

  it('refuses a new save and lets a save in flight go on', async () => {
    const { client, save, countCalls, close } = await setUpOpenBreaker()
    const before = countCalls()
    const problem = await catchProblem(client.admitSave('ada'))
    expect([problem.code, countCalls() - before]).toEqual(['engine.paused', 0])
    const result = await save()
    await close()
    expect([result.result, countCalls() - before]).toEqual(['unknown', 1])
  })

  it('sends one probe after five seconds and closes with its reply', async () => {
    const faults = Array<ReplyHandler>(20).fill(resetConnection)
    const { client, read, advance, close } = await setUp(...faults, metadataReply)
    while (!client.guard.state().breaker.open) {
      await catchProblem(read())
      advance(500)
    }
    advance(5_000)
    expect(await read()).toEqual(entries)
    expect(client.guard.state().breaker.open).toBe(false)
    await close()
  })
})

describe('after a reply that rejects our signature or configuration', () => {
  it.each([70009, 70050, 60010, 60021, 60020])('sends nothing more (%d)', async (code) => {
    const { client, read, save, countCalls, held, close } = await setUp(failureReply(code))
    const first = await catchProblem(read())
    const second = await catchProblem(read())
    const saved = await save()
    const refused = await catchProblem(client.admitSave('ada'))
    await close()
    expect(countCalls()).toBe(1)
    expect(held).toEqual(['stop', 'stop', 'stop'])
    // Every user gets the same problem, with the code and the RequestId of the Live service.
    expect([second, refused, saved.result === 'refused' && saved.problem]).toEqual([
      first,
      first,
      first,
    ])
    expect(first.details.engine).toEqual({ code, requestId: 'Id-1' })
  })

  it('still sends a connection test, whose success ends the halt', async () => {
    const { client, call, read, advance, close } = await setUp(
      failureReply(70009),
      successReply({ Response: { RoomList: [] } }),
      metadataReply,
    )
    await catchProblem(read())
    advance(1_000)
    expect(await client.testConnection(call())).toEqual({ wasSent: true, problem: null })
    expect(await read()).toEqual(entries)
    await close()
  })

  it('halts only when a newly made signature is refused too', async () => {
    const { client, read, countCalls, close } = await setUp(
      failureReply(70003),
      failureReply(70003),
      metadataReply,
    )
    await catchProblem(read())
    expect([countCalls(), client.guard.state().configHalt?.problem.code]).toEqual([
      2,
      'console.misconfigured',
    ])
    await catchProblem(read())
    expect(countCalls()).toBe(2)
    await close()
  })

  it('tests the connection again with a new signature before it reports a misconfiguration', async () => {
    const listReply = successReply({ Response: { RoomList: [] } })
    const { call, client, countCalls, close } = await setUp(failureReply(70001), listReply)
    expect(await client.testConnection(call())).toEqual({ wasSent: true, problem: null })
    expect(countCalls()).toBe(2)
    await close()
  })

  it('repeats a connection test with a new signature while calls are halted', async () => {
    const refusal = failureReply(70001)
    const { call, client, read, advance, countCalls, close } = await setUp(refusal)
    await catchProblem(read())
    expect([countCalls(), client.guard.state().configHalt?.problem.code]).toEqual([
      2,
      'console.misconfigured',
    ])
    advance(1_000)
    const { wasSent, problem } = await client.testConnection(call())
    expect([wasSent, problem?.code, countCalls()]).toEqual([true, 'console.misconfigured', 4])
    // The next test waits for the next probe.
    expect((await client.testConnection(call())).wasSent).toBe(false)
    await close()
  })

  it('does not halt when one room lacks a plan', async () => {
    const { client, read, save, close } = await setUp(failureReply(100007), metadataReply)
    expect((await save()).result).toBe('refused')
    expect(client.guard.state().configHalt).toBeNull()
    expect(await read()).toEqual(entries)
    await close()
  })
})

it('halves the rate of a command after its rate-limit code', async () => {
  const { client, save, advance, close } = await setUp(failureReply(60011), metadataReply)
  expect((await save()).result).toBe('accepted')
  const { perSecond } = client.guard
  expect([perSecond('set_room_metadata'), perSecond('get_room_metadata')]).toEqual([80, 160])
  advance(10_000)
  expect(perSecond('set_room_metadata')).toBe(160)
  await close()
})

it('signs again although the retry budget is empty', async () => {
  const busy = Array<ReplyHandler>(50).fill(failureReply(60007))
  const { client, read, countCalls, advance, close } = await setUp(
    ...busy,
    failureReply(70001),
    metadataReply,
  )
  for (let reads = 0; reads < 50 && countCalls() < 50; reads++) {
    await catchProblem(read())
    advance(1)
  }
  expect(client.guard.state().retriesLeft).toBeLessThan(6)
  expect(await read()).toEqual(entries)
  expect(countCalls()).toBe(52)
  await close()
})

it('makes few retries during a long fault', async () => {
  // Rate-limit codes are not faults, so the breaker stays closed.
  const { countCalls, read, advance, close } = await setUp(failureReply(60007))
  for (let i = 0; i < 60; i++) {
    await catchProblem(read())
    advance(1_000)
  }
  await close()
  // Five tokens that are not reserved for saves, and a fifth of the calls.
  expect(countCalls() - 60).toBeLessThanOrEqual(5 + 12)
})
