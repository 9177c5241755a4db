import { describe, expect, it } from 'vitest'
import * as bad from '../testing/bad-answers'
import { answer, fails, type Reply, resets, stalls, succeeds } from '../testing/scripted-server'
import { call, entries, problemFrom, setUp } from '../testing/set-up'

/** [what a read ends in, how many requests it made] */
async function reading(...script: Reply[]) {
  const { client, events, addresses, close } = await setUp(...script)
  const { code } = await problemFrom(client.readMetadata('room', call()))
  await close()
  expect(events).toHaveLength(addresses.length)
  return [code, addresses.length]
}

/** [result, problem, how many requests it made], the same for set and delete */
async function writing(...script: Reply[]) {
  const outcomes = []
  for (const write of ['set', 'delete'] as const) {
    const { client, addresses, close } = await setUp(...script)
    const result =
      write === 'set'
        ? await client.setMetadata('room', entries, call())
        : await client.deleteMetadata('room', ['a'], call())
    await close()
    const code = result.result === 'accepted' ? null : result.problem.code
    outcomes.push([result.result, code, addresses.length])
  }
  expect(outcomes[0]).toEqual(outcomes[1])
  return outcomes[0]
}

const half = '{"ActionStatus":"OK","Err'
const said = (ActionStatus: unknown, ErrorCode: unknown) => answer({ ActionStatus, ErrorCode })

describe('lost: reads try three times, a write goes out once and is unknown', () => {
  it.each([
    ['reset before any answer', resets],
    ['no answer in time', stalls],
    ['half an answer, then silence', bad.stallsInTheBody],
    ['half an answer, then a reset', bad.resetInTheBody],
    ['cut before its length', bad.cutBeforeItsLength],
    ['cut between chunks', bad.cutInChunks],
    ['502 with HTML', bad.html502],
    ['500 with a success in it', answer({ ActionStatus: 'OK', ErrorCode: 0 }, 500)],
    ['204 and nothing', answer('', 204)],
  ])('%s', async (_, reply) => {
    expect(await reading(reply)).toEqual(['engine.no-answer', 3])
    expect(await writing(reply)).toEqual(['unknown', 'engine.no-answer', 1])
  })
})

describe('garbled: reads try twice, a write goes out once and is unknown', () => {
  it.each([
    ['HTML', answer('<html></html>')],
    ['nothing', answer('')],
    ['null', answer('null')],
    ['a list', answer('[]')],
    ['a string', answer('"OK"')],
    ['half of it', answer(half)],
    ['half of it, without a length', bad.cutWithoutLength],
    ['more than 256 KiB', bad.tooLarge],
    ['a gzip bomb', bad.gzipBomb],
    ['ErrorCode "0"', said('OK', '0')],
    ['ErrorCode null', said('OK', null)],
    ['ErrorCode 0.5', said('FAIL', 0.5)],
    ['no ErrorCode', answer({ ActionStatus: 'OK' })],
    ['no ActionStatus', answer({ ErrorCode: 0 })],
    ['0 with FAIL', said('FAIL', 0)],
    ['a code with OK', said('OK', 100002)],
    ['a code with another word', said('ERROR', 100002)],
  ])('200 with %s', async (_, reply) => {
    expect(await reading(reply)).toEqual(['engine.garbled', 2])
    expect(await writing(reply)).toEqual(['unknown', 'engine.garbled', 1])
  })

  it('a redirect is not followed, and a read stops there too', async () => {
    expect(await reading(bad.redirects)).toEqual(['engine.garbled', 1])
    expect(await writing(bad.redirects)).toEqual(['unknown', 'engine.garbled', 1])
  })
})

describe('a code of the engine', () => {
  it.each([60008, 60013, 60014, 70169, 70202, 70500, 100001])(
    '%i may have had its effect',
    async (code) => {
      expect(await reading(fails(code))).toEqual(['engine.failed', 3])
      expect(await writing(fails(code))).toEqual(['unknown', 'engine.failed', 1])
    },
  )

  it.each([60007, 60011, 60018, 60019])('%i is tried three times, writes too', async (code) => {
    expect(await reading(fails(code))).toEqual(['engine.busy', 3])
    expect(await writing(fails(code))).toEqual(['refused', 'engine.busy', 3])
    expect(await writing(fails(code), fails(code), succeeds)).toEqual(['accepted', null, 3])
  })

  it.each([70001, 70003, 60004, 60005, 60025])('%i is signed anew once', async (code) => {
    expect(await reading(fails(code))).toEqual(['console.misconfigured', 2])
    expect(await writing(fails(code))).toEqual(['refused', 'console.misconfigured', 2])
    expect(await writing(fails(code), succeeds)).toEqual(['accepted', null, 2])
  })

  it.each([60022, 70032, 70346, 100999, 1, -1])('%i is in no table', async (code) => {
    expect(await reading(fails(code))).toEqual(['engine.unknown-code', 1])
    expect(await writing(fails(code))).toEqual(['unknown', 'engine.unknown-code', 1])
  })

  it.each([
    [70009, 'console.misconfigured'],
    [70050, 'console.misconfigured'],
    [60026, 'console.misconfigured'],
    [60020, 'engine.plan-inactive'],
    [100007, 'engine.plan-inactive'],
    [60003, 'engine.refused'],
    [100002, 'engine.refused'],
    [100006, 'engine.forbidden'],
    [100004, 'room.gone'],
    [100500, 'room.too-many-keys'],
    [100502, 'room.too-many-bytes'],
    [100503, 'room.keys-gone'],
    [100504, 'key.refused'],
  ])('%i ends it: %s, and had no effect', async (code, problem) => {
    expect(await reading(fails(code))).toEqual([problem, 1])
    expect(await writing(fails(code))).toEqual(['refused', problem, 1])
  })
})

describe('a write after a first attempt without effect', () => {
  it.each([
    ['a rate code', 60007],
    ['a signature refused', 70001],
  ])('%s is as unknown as its last attempt, and stops there', async (_, code) => {
    expect(await writing(fails(code), resets)).toEqual(['unknown', 'engine.no-answer', 2])
    expect(await writing(fails(code), fails(100001))).toEqual(['unknown', 'engine.failed', 2])
    expect(await writing(fails(code), fails(100004))).toEqual(['refused', 'room.gone', 2])
  })

  it('a signature is renewed once even between rate codes', async () => {
    const script = [fails(70001), fails(60007), fails(70001), succeeds]
    expect(await writing(...script)).toEqual(['refused', 'console.misconfigured', 3])
  })
})
