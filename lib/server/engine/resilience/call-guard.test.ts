import { describe, expect, it } from 'vitest'
import { createEngineClient } from '../client'
import {
  fails,
  okay,
  type Reply,
  resets,
  scriptedServer,
  succeeds,
} from '../testing/scripted-server'
import { app, call, entries, problemFrom, QUICK } from '../testing/set-up'
import type { HeldBy } from './call-guard'

/** A client whose limits have a clock that can be put forward, and what those limits held back. */
async function rig(...script: Reply[]) {
  const server = await scriptedServer(script)
  let time = 100_000
  const held: HeldBy[] = []
  const client = createEngineClient(
    { ...app, url: server.url },
    {
      timings: QUICK,
      clock: () => time + performance.now(),
      onHeld: (_, by) => held.push(by),
    },
  )
  // Filled at once, so that no call waits for its turn: the waiting is tested with the line.
  time += 10_000
  return {
    client,
    held,
    calls: () => server.addresses.length,
    pass: (ms: number) => (time += ms),
    read: () => client.readMetadata('room', call()),
    save: () => client.setMetadata('room', entries, { ...call(), begun: true }),
    async close() {
      await client.close()
      await server.close()
    },
  }
}

describe('while half of the calls are faults', () => {
  /** Twenty first attempts; the purse pays for a few more. */
  async function broken() {
    const parts = await rig(resets)
    for (let at = 0; parts.client.gate.state().breaker.open === false && at < 20; at++) {
      await problemFrom(parts.read())
      parts.pass(500)
    }
    return parts
  }

  it('a read is refused at once, without a call, and is told for how long', async () => {
    const { read, calls, held, close } = await broken()
    const before = calls()
    held.length = 0
    const problem = await problemFrom(read())
    await close()
    expect(problem.code).toBe('engine.paused')
    expect([1, 2, 3, 4, 5]).toContain(problem.details.params?.seconds)
    expect([calls() - before, held]).toEqual([0, ['breaker']])
  })

  it('a save is not begun, and one that has begun goes on', async () => {
    const { client, save, calls, close } = await broken()
    const before = calls()
    const problem = await problemFrom(client.admitSave('ada'))
    expect([problem.code, calls() - before]).toEqual(['engine.paused', 0])
    const result = await save()
    await close()
    expect([result.result, calls() - before]).toEqual(['unknown', 1])
  })

  it('one call finds out after five seconds, and the next ones go as ever', async () => {
    const faults = Array<Reply>(20).fill(resets)
    const { client, read, pass, close } = await rig(...faults, succeeds)
    while (!client.gate.state().breaker.open) {
      await problemFrom(read())
      pass(500)
    }
    pass(5_000)
    expect(await read()).toEqual(entries)
    expect(client.gate.state().breaker.open).toBe(false)
    await close()
  })
})

describe('after one answer that our signature or configuration is wrong', () => {
  it.each([70009, 70050, 60010, 60021, 60020])('%d: nothing more leaves', async (code) => {
    const { client, read, save, calls, held, close } = await rig(fails(code))
    const first = await problemFrom(read())
    const second = await problemFrom(read())
    const saved = await save()
    const refused = await problemFrom(client.admitSave('ada'))
    await close()
    expect(calls()).toBe(1)
    expect(held).toEqual(['stop', 'stop', 'stop'])
    // Everybody is told the same, with the engine's code and RequestId.
    expect([second, refused, saved.result === 'refused' && saved.problem]).toEqual([
      first,
      first,
      first,
    ])
    expect(first.details.engine).toEqual({ code, requestId: 'Id-1' })
  })

  it('an administrator’s test leaves all the same, and its success ends the stop', async () => {
    const { client, read, pass, close } = await rig(
      fails(70009),
      okay({ Response: { RoomList: [] } }),
      succeeds,
    )
    await problemFrom(read())
    pass(1_000)
    expect(await client.test(call())).toEqual({ asked: true, problem: null })
    expect(await read()).toEqual(entries)
    await close()
  })

  it('a signature that stays wrong when made anew counts as one, the first refusal does not', async () => {
    const { client, read, calls, close } = await rig(fails(70003), fails(70003), succeeds)
    await problemFrom(read())
    expect([calls(), client.gate.state().stop?.problem.code]).toEqual([2, 'console.misconfigured'])
    await problemFrom(read())
    expect(calls()).toBe(2)
    await close()
  })

  it('a plan that one room lacks stops nobody else', async () => {
    const { client, read, save, close } = await rig(fails(100007), succeeds)
    expect((await save()).result).toBe('refused')
    expect(client.gate.state().stop).toBeNull()
    expect(await read()).toEqual(entries)
    await close()
  })
})

it('a rate code halves our own rate of that command', async () => {
  const { client, save, pass, close } = await rig(fails(60011), succeeds)
  expect((await save()).result).toBe('accepted')
  const { perSecond } = client.gate
  expect([perSecond('set_room_metadata'), perSecond('get_room_metadata')]).toEqual([80, 160])
  pass(10_000)
  expect(perSecond('set_room_metadata')).toBe(160)
  await close()
})

it('under a lasting fault hardly any call is made again', async () => {
  // Rate codes are no faults: the breaker stays out of it.
  const { client, calls, pass, close } = await rig(fails(60007))
  for (let at = 0; at < 60; at++) {
    await problemFrom(client.readMetadata('room', call()))
    pass(1_000)
  }
  await close()
  // Five from the purse that saves leave to reads, and a fifth of the calls.
  expect(calls() - 60).toBeLessThanOrEqual(5 + 12)
})
