import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { AttemptEnd, AttemptLog } from './call'
import { createEngineClient } from './client'
import { failureReply, metadataReply, startScriptedServer } from './testing/scripted-server'
import { app, callOptions, entries, SHORT_TIMINGS, setUpClient } from './testing/test-client'

const takenOver = new Problem('save.taken-over')

/** Creates a log that returns `refusals` in order and then allows every attempt. */
function createAttemptLog(...refusals: (Problem | null)[]) {
  const ends: AttemptEnd[] = []
  let starts = 0
  const attemptLog: AttemptLog = {
    recordStart: async () => refusals[starts++] ?? null,
    recordEnd: async (end) => void ends.push(end),
  }
  return { attemptLog, ends, countStarts: () => starts }
}

describe('a write', () => {
  it('is not sent if the attempt log refuses it', async () => {
    const { client, addresses, close } = await setUpClient(metadataReply)
    const { attemptLog, ends } = createAttemptLog(takenOver)
    const result = await client.setMetadata('room', entries, { ...callOptions(), attemptLog })
    await close()
    expect(result).toEqual({ result: 'refused', problem: takenOver })
    expect([addresses, ends]).toEqual([[], []])
  })

  it('records the start and the end of each attempt', async () => {
    const { client, addresses, close } = await setUpClient(failureReply(60007), metadataReply)
    const { attemptLog, ends } = createAttemptLog(null, takenOver)
    const result = await client.setMetadata('room', entries, { ...callOptions(), attemptLog })
    await close()
    expect(result).toEqual({ result: 'refused', problem: takenOver })
    expect(addresses).toHaveLength(1)
    expect(ends).toMatchObject([{ class: 'rate', code: 60007 }])
  })

  it('needs a new permit after a second, because the process may have been suspended', async () => {
    const { url, addresses, close } = await startScriptedServer([metadataReply])
    let time = 0
    const clock = () => time
    const client = createEngineClient({ ...app, url }, { clock, timings: SHORT_TIMINGS })
    const starts: number[] = []
    const result = await client.setMetadata('room', entries, {
      deadline: 60_000,
      ref: 'ref',
      requester: 'p',
      attemptLog: {
        async recordStart() {
          starts.push(time)
          time += 1_001
          return starts.length === 3 ? takenOver : null
        },
        recordEnd: async () => undefined,
      },
    })
    await client.close()
    await close()
    expect(result).toEqual({ result: 'refused', problem: takenOver })
    expect([starts, addresses]).toEqual([[0, 1_001, 2_002], []])
  })

  it('needs a new permit if the process was suspended while it connected', async () => {
    const { url, addresses, close } = await startScriptedServer([metadataReply])
    let suspendedMs = 0
    // `random` is read for the URL, right before the connection is made.
    const suspend = () => {
      suspendedMs += 1_001
      return 0
    }
    const client = createEngineClient(
      { ...app, url },
      {
        clock: () => performance.now() + suspendedMs,
        random: suspend,
        timings: SHORT_TIMINGS,
      },
    )
    const { attemptLog, ends, countStarts } = createAttemptLog(null, null, takenOver)
    const call = { ...callOptions(), deadline: performance.now() + 60_000, attemptLog }
    const result = await client.setMetadata('room', entries, call)
    await client.close()
    await close()
    expect(result).toEqual({ result: 'refused', problem: takenOver })
    expect([countStarts(), addresses]).toEqual([3, []])
    expect(ends).toMatchObject([{ class: 'not-sent' }, { class: 'not-sent' }])
  })

  it('is not sent after its deadline, wherever the process was suspended', async () => {
    const { url, addresses, close } = await startScriptedServer([metadataReply])
    for (let suspendedAt = 0; suspendedAt < 40; suspendedAt++) {
      let readings = 0
      const clock = () => performance.now() + (readings++ < suspendedAt ? 0 : 60_000)
      const client = createEngineClient({ ...app, url }, { clock, timings: SHORT_TIMINGS })
      const { attemptLog, ends } = createAttemptLog()
      const call = { ...callOptions(), deadline: performance.now() + 10_000 }
      const before = addresses.length
      const write = await client.setMetadata('room', entries, { ...call, attemptLog })
      const sent = addresses.length - before
      expect([write.result, sent]).toEqual(sent === 0 ? ['refused', 0] : ['accepted', 1])
      if (sent === 0) expect(ends.filter((end) => !/withheld|not-sent/.test(end.class))).toEqual([])
      readings = 0
      const read = await client.readMetadata('room', call).catch((error: unknown) => error)
      if (!Array.isArray(read)) expect(read).toMatchObject({ code: 'save.out-of-time' })
      await client.close()
    }
    await close()
    expect(addresses.length).toBeGreaterThan(0)
  })
})
