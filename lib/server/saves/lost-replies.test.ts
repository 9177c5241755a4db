import { randomUUID } from 'node:crypto'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import { demoApp } from '../emulator/demo-app'
import type { Apply, Fault } from '../emulator/faults'
import { startEmulator } from '../emulator/server'
import { createEngineClient } from '../engine/client'
import { rawCall } from '../engine/testing/raw-call'
import { problemFrom, save, scripted } from '../testing/scripted-engine'

const SET = { key: 'a', from: null, to: '1' }
/** Well within the three seconds that the engine has, and after its answer. */
const LATE: Apply = { afterMs: 1_500 }

const body = (text: string, apply: Apply, status = 200): Fault => {
  return { kind: 'answer', apply, status, type: 'text/html', body: text }
}

/** The ways in which an answer gets lost; `apply` says whether the write takes effect all the same. */
const ways: [string, (apply: Apply) => Fault][] = [
  ['a reset', (apply) => ({ kind: 'reset', apply })],
  ['a 502 in HTML', (apply) => body('<html>', apply, 502)],
  ['a 200 in HTML', (apply) => body('<html>', apply)],
  ['an empty 200', (apply) => body('', apply)],
  ['a 200 that is cut off', (apply) => body('{"ActionStatus":"OK","Err', apply)],
  ['a 200 of null', (apply) => body('null', apply)],
  ['a 200 of a list', (apply) => body('[]', apply)],
  ['60008', (apply) => body('{"ActionStatus":"FAIL","ErrorCode":60008}', apply)],
  ['a code in words', (apply) => body('{"ActionStatus":"OK","ErrorCode":"0"}', apply)],
  ['success at odds with itself', (apply) => body('{"ActionStatus":"FAIL","ErrorCode":0}', apply)],
  ['silence', (apply) => (apply === true ? { kind: 'silent' } : { kind: 'never' })],
]

/** An operator in front of the emulator, whose first write suffers `fault` and no other. */
async function suffering(fault: Fault, { onTestFinished }: TestContext) {
  const faults = [fault]
  let effects = 0
  const emulator = await startEmulator({
    ...demoApp,
    fault: (_, command) => (command === 'set_room_metadata' ? faults.shift() : undefined),
    onEffect: () => void effects++,
  })
  const settings = { ...demoApp, url: emulator.url }
  await rawCall(settings, 'create_room', { RoomInfo: { RoomId: 'r', RoomType: 'Live' } })
  effects = 0
  const { ctx } = await scripted([], {}, 'embedded', onTestFinished)
  ctx.engine = createEngineClient(settings)
  onTestFinished(async () => {
    await ctx.engine.close()
    await emulator.close()
  })
  const saveAgain = () => save(ctx, [SET], { idempotencyKey: randomUUID() })
  const last = async () => (await ctx.history.list({ limit: 1 })).changes[0]
  return { ctx, save: saveAgain, effects: () => effects, last }
}

// Side by side: what did not land is only known after eight seconds.
describe.concurrent('the answer to a write is lost to', () => {
  for (const [name, faultOf] of ways) {
    it(`${name}: applied, it is confirmed by reading back, with one effect`, async (test) => {
      const operator = await suffering(faultOf(true), test)
      expect((await operator.save()).change.outcome).toBe('applied')
      expect(operator.effects()).toBe(1)
    })

    it(`${name}: not applied, it is found out, and saved again it has one effect`, async (test) => {
      const operator = await suffering(faultOf(false), test)
      // On a slow machine there may be no time left to tell it in the answer itself.
      await operator.save().catch(() => undefined)
      await vi.waitFor(async () => expect((await operator.last())?.outcome).toBe('not-applied'), {
        timeout: 15_000,
        interval: 250,
      })
      expect((await operator.save()).change.outcome).toBe('applied')
      expect(operator.effects()).toBe(1)
    }, 40_000)
  }

  it('a reset, and it is applied late: the room stays taken until it is there', async (test) => {
    const operator = await suffering({ kind: 'reset', apply: LATE }, test)
    const first = operator.save()
    const readable = () => operator.ctx.engine.readMetadata('r', call())
    while ((await readable()).length === 0) {
      expect((await problemFrom(operator.save())).code).toBe('room.busy')
    }
    expect((await first).change.outcome).toBe('applied')
    expect([operator.effects(), (await operator.last())?.outcome]).toEqual([1, 'applied'])
  })
})

const call = () => ({ deadline: Date.now() + 5_000, ref: 'ref', by: 'test' })
