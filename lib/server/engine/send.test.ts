import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { AttemptEnd, Watch } from './call'
import { createEngineClient } from './client'
import { fails, scriptedServer, succeeds } from './testing/scripted-server'
import { app, call, entries, QUICK, setUp } from './testing/set-up'

const taken = new Problem('save.taken-over')

/** A watch that gives leave until its answers run out. */
function watch(...answers: (Problem | null)[]) {
  const told: AttemptEnd[] = []
  let asked = 0
  const watching: Watch = {
    before: async () => answers[asked++] ?? null,
    after: async (end) => void told.push(end),
  }
  return { watching, told, asked: () => asked }
}

describe('an attempt at a write', () => {
  it('does not leave without the leave of its watch', async () => {
    const { client, addresses, close } = await setUp(succeeds)
    const { watching, told } = watch(taken)
    const result = await client.setMetadata('room', entries, { ...call(), watch: watching })
    await close()
    expect(result).toEqual({ result: 'refused', problem: taken })
    expect([addresses, told]).toEqual([[], []])
  })

  it('asks for each attempt anew, and is told how each ended', async () => {
    const { client, addresses, close } = await setUp(fails(60007), succeeds)
    const { watching, told } = watch(null, taken)
    const result = await client.setMetadata('room', entries, { ...call(), watch: watching })
    await close()
    expect(result).toEqual({ result: 'refused', problem: taken })
    expect(addresses).toHaveLength(1)
    expect(told).toMatchObject([{ class: 'rate', code: 60007 }])
  })

  it('asks again when a second has passed since its leave: the process may have been paused', async () => {
    const { url, addresses, close } = await scriptedServer([succeeds])
    let time = 0
    const client = createEngineClient({ ...app, url }, { now: () => time, timings: QUICK })
    const asked: number[] = []
    const result = await client.setMetadata('room', entries, {
      deadline: 60_000,
      ref: 'ref',
      by: 'p',
      watch: {
        async before() {
          asked.push(time)
          time += 1_001
          return asked.length === 3 ? taken : null
        },
        after: async () => undefined,
      },
    })
    await client.close()
    await close()
    expect(result).toEqual({ result: 'refused', problem: taken })
    expect([asked, addresses]).toEqual([[0, 1_001, 2_002], []])
  })

  it('does not leave when the process was paused while it connected; it asks again first', async () => {
    const { url, addresses, close } = await scriptedServer([succeeds])
    let time = 0
    // An address is made right before the connection is.
    const paused = () => {
      time += 1_001
      return 0
    }
    const client = createEngineClient(
      { ...app, url },
      { now: () => time, random: paused, timings: QUICK },
    )
    const { watching, told, asked } = watch(null, null, taken)
    const call = { deadline: 60_000, ref: 'ref', by: 'p', watch: watching }
    const result = await client.setMetadata('room', entries, call)
    await client.close()
    await close()
    expect(result).toEqual({ result: 'refused', problem: taken })
    expect([asked(), addresses]).toEqual([3, []])
    expect(told).toMatchObject([{ class: 'not-sent' }, { class: 'not-sent' }])
  })

  it('does not leave when a pause, wherever it falls, has used up the time there was', async () => {
    const { url, addresses, close } = await scriptedServer([succeeds])
    for (let pausedAt = 0; pausedAt < 12; pausedAt++) {
      let looks = 0
      const now = () => (looks++ < pausedAt ? 0 : 60_000)
      const client = createEngineClient({ ...app, url }, { now, timings: QUICK })
      const { watching, told } = watch()
      const call = { deadline: 10_000, ref: 'ref', by: 'p' }
      const before = addresses.length
      const write = await client.setMetadata('room', entries, { ...call, watch: watching })
      const sent = addresses.length - before
      expect([write.result, sent]).toEqual(sent === 0 ? ['refused', 0] : ['accepted', 1])
      if (sent === 0) expect(told.filter((end) => !/withheld|not-sent/.test(end.class))).toEqual([])
      looks = 0
      const read = await client.readMetadata('room', call).catch((error: unknown) => error)
      if (!Array.isArray(read)) expect(read).toMatchObject({ code: 'save.out-of-time' })
      await client.close()
    }
    await close()
    expect(addresses.length).toBeGreaterThan(0)
  })
})
