import { describe, expect, it, type TestContext, vi } from 'vitest'
import type { ApplyMode, Fault } from '../emulator/faults/faults'
import { setUpFaultyLiveService } from '../testing/faulty-live-service'
import { problemFrom } from '../testing/scripted-engine'

/** After the reply was lost, and well within the time that one attempt may take. */
const LATE: ApplyMode = { afterMs: 1_500 }

const body = (text: string, apply: ApplyMode, status = 200): Fault => {
  return { kind: 'reply', apply, status, type: 'text/html', body: text }
}

/** The ways to lose a reply; `apply` tells whether the write is applied anyway. */
const replyLosses: [string, (apply: ApplyMode) => Fault][] = [
  ['a reset', (apply) => ({ kind: 'reset', apply })],
  ['a 502 in HTML', (apply) => body('<html>', apply, 502)],
  ['a 200 in HTML', (apply) => body('<html>', apply)],
  ['an empty 200', (apply) => body('', apply)],
  ['a 200 that is cut off', (apply) => body('{"ActionStatus":"OK","Err', apply)],
  ['a 200 of null', (apply) => body('null', apply)],
  ['a 200 of a list', (apply) => body('[]', apply)],
  ['the error code 60008', (apply) => body('{"ActionStatus":"FAIL","ErrorCode":60008}', apply)],
  ['a code that is a text', (apply) => body('{"ActionStatus":"OK","ErrorCode":"0"}', apply)],
  ['a contradictory success', (apply) => body('{"ActionStatus":"FAIL","ErrorCode":0}', apply)],
  ['silence', (apply) => (apply === true ? { kind: 'apply-silently' } : { kind: 'drop' })],
]

/** Saves in an emulator whose first write has the fault; later writes have none. */
function createFaultySetup(fault: Fault, test: TestContext) {
  const faults = [fault]
  const findFault = (command: string) =>
    command === 'set_room_metadata' ? faults.shift() : undefined
  return setUpFaultyLiveService({ findFault }, test)
}

// Concurrent, because a lost write expires only after eight seconds.
describe.concurrent('when the reply to a write is lost to', () => {
  for (const [name, createFault] of replyLosses) {
    it(`${name}, a write that was applied is confirmed by reading back, with one effect`, async (test) => {
      const setup = await createFaultySetup(createFault(true), test)
      expect((await setup.save()).change.outcome).toBe('applied')
      expect(setup.countEffects()).toBe(1)
    }, 40_000)

    it(`${name}, a write that was not applied is detected, and saving again has one effect`, async (test) => {
      const setup = await createFaultySetup(createFault(false), test)
      // On a slow machine the save may respond before the outcome is certain.
      await setup.save().catch(() => undefined)
      await vi.waitFor(
        async () => expect((await setup.readLastChange())?.outcome).toBe('not-applied'),
        {
          timeout: 15_000,
          interval: 250,
        },
      )
      expect((await setup.save()).change.outcome).toBe('applied')
      expect(setup.countEffects()).toBe(1)
    }, 40_000)
  }

  it('a reset and applied late, the room stays locked until the write can no longer come', async (test) => {
    const setup = await createFaultySetup({ kind: 'reset', apply: LATE }, test)
    const first = setup.save()
    while ((await setup.readRoom()).a === undefined) {
      expect((await problemFrom(setup.save())).code).toBe('room.busy')
    }
    // The value equals ours but may be another's, so it proves nothing yet.
    expect((await problemFrom(setup.save())).code).toBe('room.busy')
    expect((await first).change.outcome).toBe('applied')
    expect([setup.countEffects(), (await setup.readLastChange())?.outcome]).toEqual([1, 'applied'])
  }, 40_000)
})
