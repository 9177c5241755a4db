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

/** Handles signals while nothing that a shutdown waits for ends. */
function handleSignals() {
  vi.useFakeTimers()
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  const on = vi.spyOn(process, 'on').mockReturnValue(process)
  const never = () => new Promise<never>(() => undefined)
  const log = createLog('silent')
  const leaseKeeper = createLeaseKeeper({ heartbeat: never }, log)
  void leaseKeeper.withLease('a change', 'this process', never)
  const shutDown = handleShutdownSignals(createServer(), {
    log,
    stopRecovery: () => undefined,
    backgroundReader: { stop: never },
    directoryWriter: { flush: never },
    batchWorker: { stop: never },
    realtime: { close: never },
    leaseKeeper,
    engine: { close: never },
    database: { close: never },
  })
  const sendSignal = (name: 'SIGTERM' | 'SIGINT') => {
    for (const [signal, handle] of on.mock.calls) if (signal === name) handle()
  }
  return { exit, sendSignal, shutDown }
}

it('exits with 0 before it is killed, even if nothing that it waits for ends', async () => {
  const { exit, sendSignal } = handleSignals()
  sendSignal('SIGTERM')
  // A save takes up to ten seconds and must be able to finish.
  await vi.advanceTimersByTimeAsync(10_000)
  expect(exit).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(KILL_AFTER_MS - 10_000 - 1)
  expect(exit.mock.calls).toEqual([[0]])
})

it('takes copies of a signal within a second as one', async () => {
  const { exit, sendSignal, shutDown } = handleSignals()
  sendSignal('SIGTERM')
  sendSignal('SIGTERM')
  await vi.advanceTimersByTimeAsync(900)
  sendSignal('SIGINT')
  await vi.advanceTimersByTimeAsync(600)
  shutDown()
  expect(exit).not.toHaveBeenCalled()
})

it('exits at once with 1 when a signal comes again later', async () => {
  const { exit, sendSignal, shutDown } = handleSignals()
  shutDown()
  await vi.advanceTimersByTimeAsync(1_100)
  sendSignal('SIGINT')
  expect(exit.mock.calls).toEqual([[1]])
})
