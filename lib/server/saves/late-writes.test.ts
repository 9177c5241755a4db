import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WriteResult } from '../engine/write-result'
import { setUpFaultyLiveService } from '../testing/faulty-live-service'
import { createScriptedContext, KEY, problemFrom, save, unknown } from '../testing/scripted-engine'

const SET = { key: 'flag', from: 'off', to: 'on' }
const TEN_MINUTES_MS = 600_000
/** A write whose reply was lost just now. */
const justLost = () => ({ ...unknown(), startedAt: performance.now() }) as WriteResult

describe('while a write without a reply can still be applied, the room stays locked', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** A save whose reply is lost at once; `isSettled` tells whether it has responded. */
  async function startLostSave() {
    const { ctx, room } = await createScriptedContext([{ key: 'flag', value: 'off' }], {
      set: [justLost()],
    })
    let isSettled = false
    const saved = save(ctx, [SET]).finally(() => {
      isSettled = true
    })
    saved.catch(() => undefined)
    await vi.advanceTimersByTimeAsync(10)
    const saveAgain = () => save(ctx, [SET], { idempotencyKey: KEY.replace(/1$/, '2') })
    return { saved, room, isSettled: () => isSettled, saveAgain }
  }

  it('although an app writes the same value', async () => {
    const { saved, room, isSettled, saveAgain } = await startLostSave()
    room.set('flag', 'on')
    await vi.advanceTimersByTimeAsync(7_900)
    expect(isSettled()).toBe(false)
    expect((await problemFrom(saveAgain())).code).toBe('room.busy')
    // The app takes its value back. The write of the save was never applied.
    room.set('flag', 'off')
    await vi.advanceTimersByTimeAsync(200)
    expect((await problemFrom(saved)).details.change?.outcome).toBe('not-applied')
  })

  it('although the wall clock is set forward', async () => {
    const { saved, room, isSettled } = await startLostSave()
    vi.setSystemTime(Date.now() + TEN_MINUTES_MS)
    await vi.advanceTimersByTimeAsync(7_900)
    expect(isSettled()).toBe(false)
    room.set('flag', 'on')
    await vi.advanceTimersByTimeAsync(200)
    expect((await saved).change.outcome).toBe('applied')
  })

  it('and no longer when the wall clock is set back', async () => {
    const { saved, isSettled } = await startLostSave()
    vi.setSystemTime(Date.now() - TEN_MINUTES_MS)
    await vi.advanceTimersByTimeAsync(8_100)
    expect(isSettled()).toBe(true)
    expect((await problemFrom(saved)).details.change?.outcome).toBe('not-applied')
  })
})

it('a value that an app writes too is reported as saved only after the late write', async (test) => {
  const setup = await setUpFaultyLiveService(
    {
      entries: { flag: 'off' },
      findFault(command) {
        if (command !== 'set_room_metadata') return undefined
        void setup.writeAsApp({ flag: 'on' })
        return { kind: 'reset', apply: { afterMs: 6_000 } }
      },
    },
    test,
  )
  expect((await setup.save([SET])).change.outcome).toBe('applied')
  expect(setup.countEffects()).toBe(1)
}, 40_000)
