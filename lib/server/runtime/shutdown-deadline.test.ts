import { createServer } from 'node:http'
import { afterEach, expect, it, vi } from 'vitest'
import { createLeaseKeeper } from '../saves/lease-keeper'
import { createLog } from './log'
import { handleShutdownSignals } from './shutdown'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Process managers kill after 20 s: docs/save-guarantees.md#limits-and-timings. */
const KILL_AFTER_MS = 20_000

it('exits with 0 before it is killed, even if nothing that it waits for ends', async () => {
  vi.useFakeTimers()
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  const on = vi.spyOn(process, 'on').mockReturnValue(process)
  const never = () => new Promise<never>(() => undefined)
  const log = createLog('silent')
  const leaseKeeper = createLeaseKeeper({ heartbeat: never }, log)
  void leaseKeeper.withLease('a change', 'this process', never)
  handleShutdownSignals(createServer(), {
    log,
    stopRecovery: () => undefined,
    realtime: { close: never },
    leaseKeeper,
    engine: { close: never },
    database: { close: never },
  })
  const [, shutDown] = on.mock.calls.find(([signal]) => signal === 'SIGTERM') ?? []
  shutDown?.()
  // A save takes up to ten seconds and must be able to finish.
  await vi.advanceTimersByTimeAsync(10_000)
  expect(exit).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(KILL_AFTER_MS - 10_000 - 1)
  expect(exit.mock.calls).toEqual([[0]])
})
