import { describe, expect, it } from 'vitest'
import * as bad from '../testing/bad-replies'
import {
  failureReply,
  metadataReply,
  noReply,
  type ReplyHandler,
  replyWith,
  resetConnection,
} from '../testing/scripted-server'
import { callOptions, catchProblem, entries, setUpClient } from '../testing/test-client'

/** Returns the problem of a read and the number of its requests. */
async function tryRead(...handlers: ReplyHandler[]) {
  const { client, attempts, addresses, close } = await setUpClient(...handlers)
  const { code } = await catchProblem(client.readMetadata('room', callOptions()))
  await close()
  expect(attempts).toHaveLength(addresses.length)
  return [code, addresses.length]
}

/**
 * Returns result, problem and number of requests of a write, which are the same for set and delete.
 */
async function tryWrite(...handlers: ReplyHandler[]) {
  const results = []
  for (const write of ['set', 'delete'] as const) {
    const { client, addresses, close } = await setUpClient(...handlers)
    const result =
      write === 'set'
        ? await client.setMetadata('room', entries, callOptions())
        : await client.deleteMetadata('room', ['a'], callOptions())
    await close()
    const code = result.result === 'accepted' ? null : result.problem.code
    results.push([result.result, code, addresses.length])
  }
  expect(results[0]).toEqual(results[1])
  return results[0]
}

const halfReply = '{"ActionStatus":"OK","Err'
const envelope = (ActionStatus: unknown, ErrorCode: unknown) =>
  replyWith({ ActionStatus, ErrorCode })

describe('after a lost reply, a read is sent three times, a write is sent once and is unknown', () => {
  it.each([
    ['a reset before the reply', resetConnection],
    ['no reply in time', noReply],
    ['half a reply, then silence', bad.stallInBody],
    ['half a reply, then a reset', bad.resetInBody],
    ['a body shorter than its length', bad.cutBeforeLength],
    ['a body cut between chunks', bad.cutInChunks],
    ['502 with HTML', bad.html502],
    ['500 with a success envelope', replyWith({ ActionStatus: 'OK', ErrorCode: 0 }, 500)],
    ['204 without a body', replyWith('', 204)],
  ])('%s', async (_, reply) => {
    expect(await tryRead(reply)).toEqual(['engine.no-answer', 3])
    expect(await tryWrite(reply)).toEqual(['unknown', 'engine.no-answer', 1])
  })
})

describe('after a garbled reply, a read is sent twice, a write is sent once and is unknown', () => {
  it.each([
    ['HTML', replyWith('<html></html>')],
    ['an empty body', replyWith('')],
    ['null', replyWith('null')],
    ['a list', replyWith('[]')],
    ['a string', replyWith('"OK"')],
    ['half an envelope', replyWith(halfReply)],
    ['half an envelope without a length', bad.cutWithoutLength],
    ['more than 256 KiB', bad.tooLarge],
    ['a gzip bomb', bad.gzipBomb],
    ['ErrorCode "0"', envelope('OK', '0')],
    ['ErrorCode null', envelope('OK', null)],
    ['ErrorCode 0.5', envelope('FAIL', 0.5)],
    ['no ErrorCode', replyWith({ ActionStatus: 'OK' })],
    ['no ActionStatus', replyWith({ ErrorCode: 0 })],
    ['ErrorCode 0 with FAIL', envelope('FAIL', 0)],
    ['an error code with OK', envelope('OK', 100002)],
    ['an error code with an unknown ActionStatus', envelope('ERROR', 100002)],
  ])('200 with %s', async (_, reply) => {
    expect(await tryRead(reply)).toEqual(['engine.garbled', 2])
    expect(await tryWrite(reply)).toEqual(['unknown', 'engine.garbled', 1])
  })

  it('a redirect is not followed, and reads are sent once too', async () => {
    expect(await tryRead(bad.redirect)).toEqual(['engine.garbled', 1])
    expect(await tryWrite(bad.redirect)).toEqual(['unknown', 'engine.garbled', 1])
  })
})

describe('after the error code', () => {
  it.each([60008, 60013, 60014, 70169, 70202, 70500, 100001])(
    '%i a write is unknown',
    async (code) => {
      expect(await tryRead(failureReply(code))).toEqual(['engine.failed', 3])
      expect(await tryWrite(failureReply(code))).toEqual(['unknown', 'engine.failed', 1])
    },
  )

  it.each([60007, 60011, 60018, 60019])(
    '%i reads and writes are sent three times',
    async (code) => {
      expect(await tryRead(failureReply(code))).toEqual(['engine.busy', 3])
      expect(await tryWrite(failureReply(code))).toEqual(['refused', 'engine.busy', 3])
      expect(await tryWrite(failureReply(code), failureReply(code), metadataReply)).toEqual([
        'accepted',
        null,
        3,
      ])
    },
  )

  it.each([70001, 70003, 60004, 60005, 60025])('%i a call is signed again once', async (code) => {
    expect(await tryRead(failureReply(code))).toEqual(['console.misconfigured', 2])
    expect(await tryWrite(failureReply(code))).toEqual(['refused', 'console.misconfigured', 2])
    expect(await tryWrite(failureReply(code), metadataReply)).toEqual(['accepted', null, 2])
  })

  it.each([60022, 70032, 70346, 100999, 1, -1])(
    '%i, which is not documented, nothing is sent again',
    async (code) => {
      expect(await tryRead(failureReply(code))).toEqual(['engine.unknown-code', 1])
      expect(await tryWrite(failureReply(code))).toEqual(['unknown', 'engine.unknown-code', 1])
    },
  )

  it.each([
    [70009, 'console.misconfigured'],
    [70050, 'console.misconfigured'],
    [60026, 'console.misconfigured'],
    [60020, 'engine.plan-inactive'],
    [100007, 'engine.plan-inactive'],
    [60003, 'engine.refused'],
    [100002, 'engine.rejected'],
    [101011, 'engine.plan-inactive'],
    [100418, 'engine.refused'],
    [100006, 'engine.forbidden'],
    [100004, 'room.gone'],
    [100500, 'room.too-many-keys'],
    [100502, 'room.too-many-bytes'],
    [100503, 'room.keys-gone'],
    [100504, 'key.refused'],
  ])('%i nothing is sent again and a write is refused (%s)', async (code, problem) => {
    expect(await tryRead(failureReply(code))).toEqual([problem, 1])
    expect(await tryWrite(failureReply(code))).toEqual(['refused', problem, 1])
  })
})

describe('a write whose first attempt had no effect', () => {
  it.each([
    ['a rate-limit code', 60007],
    ['a refused signature', 70001],
  ])('takes the result of its last attempt (%s)', async (_, code) => {
    expect(await tryWrite(failureReply(code), resetConnection)).toEqual([
      'unknown',
      'engine.no-answer',
      2,
    ])
    expect(await tryWrite(failureReply(code), failureReply(100001))).toEqual([
      'unknown',
      'engine.failed',
      2,
    ])
    expect(await tryWrite(failureReply(code), failureReply(100004))).toEqual([
      'refused',
      'room.gone',
      2,
    ])
  })

  it('does not report a misconfiguration if its last attempt is the first that is refused for its signature', async () => {
    const handlers = [failureReply(60007), failureReply(60007), failureReply(70001)]
    expect(await tryRead(...handlers)).toEqual(['engine.signature-refused', 3])
    expect(await tryWrite(...handlers)).toEqual(['refused', 'engine.signature-refused', 3])
  })

  it('is signed again only once, even between rate-limit codes', async () => {
    const handlers = [failureReply(70001), failureReply(60007), failureReply(70001), metadataReply]
    expect(await tryWrite(...handlers)).toEqual(['refused', 'console.misconfigured', 3])
  })
})
